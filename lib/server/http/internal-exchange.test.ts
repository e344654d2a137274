import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { describe, expect, it } from "vitest";
import { exchange } from "./internal-exchange.ts";

const options = { host: "status.example.com", timeoutMs: 500 };
const answerOf = (listener: (request: IncomingMessage, response: ServerResponse) => unknown) =>
  exchange(listener, "/ko?x=1", options);

describe("exchange", () => {
  it("asks with a GET and two fixed headers, and nothing to read", async () => {
    let asked: unknown;
    await answerOf(async (request, response) => {
      const body = Buffer.concat(await request.toArray());
      asked = {
        method: request.method,
        url: request.url,
        headers: Object.keys(request.headers),
        body: body.length,
      };
      response.end();
    });
    expect(asked).toEqual({ method: "GET", url: "/ko?x=1", headers: ["host", "user-agent"], body: 0 });
  });

  it("keeps status, type and body, however they are written", async () => {
    const answer = await answerOf((_request, response) => {
      response.statusCode = 404;
      response.setHeader("Content-Type", "text/plain");
      response.flushHeaders();
      response.write("한");
      response.write(Buffer.from("국"), () => response.end("7a", "hex"));
    });
    expect({ ...answer, body: answer.body.toString() }).toEqual({
      status: 404,
      contentType: "text/plain",
      body: "한국z",
    });
  });

  it("takes headers from writeHead, and a whole stream piped into it", async () => {
    const answer = await answerOf(async (_request, response) => {
      response.writeHead(201, "Created", { "content-type": "image/svg+xml" });
      await pipeline(Readable.from(Array.from({ length: 500 }, () => Buffer.alloc(1_000))), response);
    });
    expect([answer.status, answer.contentType, answer.body.length]).toEqual([201, "image/svg+xml", 500_000]);
  });

  it("fails with what the listener throws, and when no answer comes", async () => {
    await expect(answerOf(async () => Promise.reject(new Error("defect")))).rejects.toThrow("defect");
    await expect(answerOf(() => {})).rejects.toThrow("No answer within 500 ms");
  });
});
