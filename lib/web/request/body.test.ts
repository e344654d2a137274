import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { dispatch } from "#lib/testing/manage/routes.ts";
import { call, newWorld } from "#lib/testing/manage/world.ts";
import { MAX_BODY_BYTES } from "./body.ts";

withDatabase();

async function send(body: BodyInit, headers: Record<string, string>, path = "components") {
  const world = await newWorld();
  const request = new Request(`http://localhost${world.base}/${path}`, {
    method: "POST",
    headers: { authorization: `OAuth ${world.owner}`, ...headers },
    body,
    // A body that is a stream has no length: what a chunked upload looks like.
    ...(body instanceof ReadableStream && { duplex: "half" }),
  } as RequestInit);
  const response = await dispatch(request);
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as { message: string },
  };
}
const json = { "content-type": "application/json" };

describe("bodies", () => {
  it.each([
    ["text that is no JSON", "{component:", 400],
    ["a JSON text cut short", '{"component":{"name":"a"}', 400],
    ["NaN", '{"component":{"name":"a","position":NaN}}', 400],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), 400],
    ["a JSON text that is no object", '"x"', 422],
    ["null", "null", 422],
    ["nothing", "", 422],
    ["JSON of a thousand levels", `${'{"component":'.repeat(1_000)}1${"}".repeat(1_000)}`, 422],
    ["100,000 brackets", "[".repeat(100_000), 400],
    ["100,000 closed brackets", "[".repeat(100_000) + "]".repeat(100_000), 422],
    ["__proto__", '{"__proto__":{"component":{"name":"a"}}}', 422],
  ])("%s is refused", async (_, body, status) => {
    const answer = await send(body, json);
    expect(answer.status).toBe(status);
    expect(answer.body.message).not.toMatch(/JSON\.parse|position|at \w+ \(|node:|prisma|select/i);
  });

  it("takes a prototype's name as a key of texts for what it is", async () => {
    const text =
      '{"monitor":{"component_id":"abcdefghijkl","kind":"http","url":"https://203.0.114.1/","headers":{"__proto__":"x","constructor":"y"}}}';
    const { status, body } = await send(text, json, "monitors");
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining("no such component")]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it.each([
    [{ "content-type": "text/plain" }],
    [{ "content-type": "multipart/form-data; boundary=x" }],
    [{ "content-type": "application/jsonp" }],
    [{ ...json, "content-encoding": "gzip" }],
  ])("%j is 415", async (headers) => {
    expect((await send('{"component":{"name":"a"}}', headers)).status).toBe(415);
  });

  it("takes JSON under any JSON type, with parameters", async () => {
    for (const type of ["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.api+json"])
      expect((await send('{"component":{"name":"a"}}', { "content-type": type })).status).toBe(201);
  });

  it("refuses a body above the limit by its announced length", async () => {
    const { status, body } = await send(`"${"x".repeat(MAX_BODY_BYTES)}"`, json);
    expect([status, body.message]).toEqual([413, "The body is larger than 256 KiB"]);
  });

  it("refuses an endless body as soon as it is above the limit", async () => {
    let sent = 0;
    const chunk = new Uint8Array(64 * 1024).fill(0x20);
    const endless = new ReadableStream({
      pull(controller) {
        sent += chunk.byteLength;
        controller.enqueue(chunk);
      },
    });
    expect((await send(endless, json)).status).toBe(413);
    expect(sent).toBeLessThan(MAX_BODY_BYTES * 2);
  });
});

describe("reading nothing from strangers", () => {
  it("does not read the body before it knows the token", async () => {
    const { base } = await newWorld();
    let isRead = false;
    const pull = () => {
      isRead = true;
    };
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });
    const request = new Request(`http://localhost${base}/components`, {
      method: "POST",
      headers: json,
      body,
      duplex: "half",
    } as RequestInit);
    expect((await dispatch(request)).status).toBe(401);
    expect(isRead).toBe(false);
  });
});

describe("answers", () => {
  it("are personal, carry a request id, and tell nothing about what is inside", async () => {
    const world = await newWorld();
    const { headers } = await call("GET", world.base, { token: world.reader });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });
});
