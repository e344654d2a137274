import type { IncomingMessage, ServerResponse } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ScreenAnswer } from "#lib/domain/subscribers/screen.ts";
import { ask, html, type PublicServer, plainRender, startPublicServer } from "#lib/testing/public-server.ts";
import type { World } from "../documents/generation.ts";
import { MAX_FORM_BYTES, PersonalPages, REQUESTS } from "./personal-pages.ts";
import { findPersonalPath } from "./personal-paths.ts";

type Seen = { method: string; url: string; headers: IncomingMessage["headers"]; body: string };

let server: PublicServer;
let seen: Seen[] = [];
let rendered: World[] = [];
let answer: ScreenAnswer;
const shown = { path: "/en/manage", screen: { kind: "erased" } } as const;
const TOKEN = "abcdefghij12.1.0.c2lnbmF0dXJl";

const listener = async (request: IncomingMessage, response: ServerResponse) => {
  const body = Buffer.concat(await request.toArray()).toString();
  seen.push({ method: request.method!, url: request.url!, headers: request.headers, body });
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(answer));
};

beforeAll(async () => {
  let world: () => World | null = () => null;
  const personal = new PersonalPages({
    listener,
    render: async (asked, one) => {
      rendered.push(one);
      return asked.path === "/personal"
        ? html(`<script>next()</script>${asked.locale}`)
        : plainRender(asked, one);
    },
    world: () => world(),
    host: "status.example.com",
    isHttps: true,
    addressOf: () => "192.0.2.7",
  });
  server = await startPublicServer({ doors: { personal } });
  world = () => server.cache.world;
});
afterAll(() => server.close());
beforeEach(() => {
  [seen, rendered] = [[], []];
  answer = { status: 200, language: "en", ...shown };
});

/** Exactly these bytes on a connection of their own; what came back. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
    let told = "";
    socket.setEncoding("utf8").on("data", (part) => {
      told += part;
    });
    socket.on("end", () => resolve(told)).on("error", reject);
    socket.write(text);
  });

describe("addresses for one person", () => {
  it.each(["/manage", `/manage/${TOKEN}`, `/en/confirm/${TOKEN}`, `/ko/unsubscribe/${TOKEN}`, "/ko/manage"])(
    "%s is one",
    (path) => expect(findPersonalPath(path)).not.toBeNull(),
  );

  it.each([
    ["/manage/", "/manage/..", "/manage/a/b", "/manage/%2e%2e", "/fr/manage", "/confirm", "/unsubscribe"],
    ["/screens/manage", "/personal", "/en/personal", "/manage/a b", `/manage/${"a".repeat(201)}`, "//manage"],
  ])("%s and the like are none", (...paths) => {
    for (const path of paths) expect([path, findPersonalPath(path)]).toEqual([path, null]);
  });

  it("are asked of the route behind them with nothing of the client but what it needs", async () => {
    await ask(server.origin, `/ko/unsubscribe/${TOKEN}?x=1&done=saved`, {
      method: "POST",
      body: "List-Unsubscribe=One-Click",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "accept-language": "en",
        origin: "https://elsewhere.example.com",
        host: "poisoned.example.com",
        "x-forwarded-host": "poisoned.example.com",
        "x-forwarded-for": "203.0.113.9",
        "x-client-address": "203.0.113.9",
        "x-fixed-language": "en",
        cookie: "a=b",
        "next-action": "abc",
        rsc: "1",
      },
    });
    expect(seen).toEqual([
      {
        method: "POST",
        url: `/screens/unsubscribe/${TOKEN}`,
        body: "List-Unsubscribe=One-Click",
        headers: {
          host: "status.example.com",
          "user-agent": expect.any(String),
          "content-type": "application/x-www-form-urlencoded",
          "content-length": "26",
          "accept-language": "en",
          origin: "https://elsewhere.example.com",
          "x-client-address": "192.0.2.7",
          "x-page-language": "en",
          "x-fixed-language": "ko",
        },
      },
    ]);
  });

  it("know one parameter, what the page was sent back for", async () => {
    for (const query of ["done=saved", "done=saved&x=1", "__next=1", "done=%0a"])
      await ask(server.origin, `/manage/${TOKEN}?${query}`);
    expect(seen.map(({ url }) => url.split("?")[1])).toEqual(["done=saved", undefined, undefined, undefined]);
  });
});

describe("answers for one person", () => {
  it("are kept by nobody, found by nobody, and tell no other site their address", async () => {
    const { status, headers, text } = await ask(server.origin, `/manage/${TOKEN}`);
    expect([status, text]).toEqual([200, "en"]);
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "x-robots-tag": "noindex, nofollow",
      "referrer-policy": "no-referrer, same-origin",
      "content-language": "en",
      "x-content-type-options": "nosniff",
    });
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"]).toContain("form-action 'self'");
    for (const name of ["etag", "last-modified", "content-encoding", "access-control-allow-origin"])
      expect(headers[name]).toBeUndefined();
    expect(rendered[0]?.screen).toEqual(shown);
  });

  it("are worked out anew each time", async () => {
    for (let i = 0; i < 3; i++) await ask(server.origin, `/manage/${TOKEN}`);
    expect([seen.length, rendered.length]).toEqual([3, 3]);
  });

  it("carry the status of the act and when to come again; HEAD has no body", async () => {
    answer = { status: 429, language: "ko", ...shown, retryAfterSeconds: 60 };
    const busy = await ask(server.origin, "/ko/subscribe", { method: "POST", body: "a=b" });
    expect([busy.status, busy.headers["retry-after"], busy.text]).toEqual([429, "60", "ko"]);
    const head = await ask(server.origin, `/confirm/${TOKEN}`, { method: "HEAD" });
    expect([head.status, head.text, seen.at(-1)?.method]).toEqual([429, "", "GET"]);
  });

  it("send on by 303 to a path of ours only", async () => {
    answer = { location: "/en/manage/x?done=saved" };
    const { status, headers } = await ask(server.origin, `/manage/${TOKEN}`, { method: "POST", body: "a=b" });
    expect([status, headers.location, headers["cache-control"]]).toEqual([
      303,
      "/en/manage/x?done=saved",
      "no-store",
    ]);
    for (const location of ["//evil.example.com", "https://evil.example.com/", "/\\evil.example.com"]) {
      answer = { location };
      expect((await ask(server.origin, `/manage/${TOKEN}`, { method: "POST", body: "a=b" })).status).toBe(
        500,
      );
    }
  });

  it("say which methods an address takes", async () => {
    const put = await ask(server.origin, `/manage/${TOKEN}`, { method: "PUT" });
    expect([put.status, put.headers.allow]).toEqual([405, "GET, HEAD, POST"]);
    const form = await ask(server.origin, "/subscribe", { method: "DELETE" });
    expect([form.status, form.headers.allow]).toEqual([405, "GET, HEAD, POST, OPTIONS"]);
    expect(seen).toEqual([]);
  });

  it("are refused for a body that no form has", async () => {
    const { status } = await ask(server.origin, "/subscribe", {
      method: "POST",
      body: "a".repeat(MAX_FORM_BYTES + 1),
    });
    expect([status, seen]).toEqual([413, []]);
  });

  it("leave the reading of the public form to the cached documents", async () => {
    const { headers } = await ask(server.origin, "/ko/subscribe");
    expect(headers["cache-control"]).toMatch(/^public/);
    expect(seen).toEqual([]);
  });
});

describe("raw requests", () => {
  const post = (target: string, headers: string[], body = "a=b") =>
    raw(
      [
        `POST ${target} HTTP/1.1`,
        "Connection: close",
        `Content-Length: ${body.length}`,
        "Content-Type: application/x-www-form-urlencoded",
        ...headers,
        "",
        body,
      ].join("\r\n"),
    );

  it("reach no other host, whatever Host and the target say", async () => {
    expect(await post("http://evil.example.com/manage", ["Host: evil.example.com"])).toMatch(
      /^HTTP\/1.1 400/,
    );
    expect(await post("//evil.example.com/manage", ["Host: a"])).toMatch(/^HTTP\/1.1 400/);
    const told = await post("/manage", ["Host: evil.example.com", "X-Forwarded-Host: evil.example.com"]);
    expect(told).toMatch(/^HTTP\/1.1 200/);
    expect(told).not.toContain("evil");
    expect(JSON.stringify(seen)).not.toContain("evil");
  });

  it("hand on every Origin as it came, two of them as none of ours", async () => {
    await post("/manage", ["Host: a", "Origin: null"]);
    await post("/manage", ["Host: a", "Origin: https://a", "Origin: https://b"]);
    await post("/manage", ["Host: a"]);
    expect(seen.map(({ headers }) => headers.origin)).toEqual(["null", "https://a, https://b", undefined]);
  });

  it("cannot hide a second request in the body of a form", async () => {
    const told = await raw(
      [
        "POST /manage HTTP/1.1",
        "Host: a",
        "Content-Length: 3",
        "Transfer-Encoding: chunked",
        "",
        "0",
        "",
        `POST /unsubscribe/${TOKEN} HTTP/1.1`,
        "Host: a",
        "",
        "",
      ].join("\r\n"),
    );
    expect(told).toMatch(/^HTTP\/1.1 400/);
    expect(seen).toEqual([]);
  });
});

it("one network cannot ask without end, whichever pages it names", async () => {
  const statuses = new Map<number, number>();
  for (let i = 0; i < REQUESTS.points + 5; i++) {
    const { status } = await ask(server.origin, `/ko/confirm/${TOKEN}${i}`);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect(statuses.get(429)).toBeGreaterThanOrEqual(5);
  expect(statuses.size).toBe(2);
});
