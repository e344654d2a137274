import { connect } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, html, type PublicServer, plainRender, startPublicServer } from "#lib/testing/public-server.ts";
import { nextVersion } from "#lib/testing/published.ts";
import { COMPONENT_IDS, calmSnapshot } from "#lib/testing/snapshots.ts";

let server: PublicServer;
const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  ask(server.origin, path, { headers, method });

beforeAll(async () => {
  server = await startPublicServer();
});
afterAll(() => server.close());

describe("a public page", () => {
  it("carries exactly the headers that readers, proxies and browsers act upon", async () => {
    const { status, headers, text } = await get("/en");
    expect(status).toBe(200);
    expect(text).not.toContain("<script");
    const { etag, date, "content-length": length, ...rest } = headers;
    expect(etag).toMatch(/^"[0-9a-f]{24}"$/);
    expect(Number(length)).toBe(text.length);
    expect(date).toBeDefined();
    expect(rest).toEqual({
      "content-type": "text/html; charset=utf-8",
      "content-language": "en",
      "cache-control": "public, max-age=0, s-maxage=2, stale-if-error=86400",
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "last-modified": new Date(calmSnapshot().asOf).toUTCString(),
      "permissions-policy":
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
      "referrer-policy": "strict-origin-when-cross-origin",
      "x-content-type-options": "nosniff",
      "x-snapshot-version": String(calmSnapshot().version),
      connection: "close",
      vary: "accept-encoding",
    });
  });

  it("is sent as brotli, gzip or plain, each with a strong tag of its own", async () => {
    const [plain, br, gzip] = await Promise.all([
      get("/en"),
      get("/en", { "accept-encoding": "gzip, br" }),
      get("/en", { "accept-encoding": "gzip" }),
    ]);
    expect([plain, br, gzip].map((one) => one.headers["content-encoding"])).toEqual([
      undefined,
      "br",
      "gzip",
    ]);
    expect(brotliDecompressSync(br.body)).toEqual(plain.body);
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
    const tag = plain.headers.etag!.slice(1, -1);
    expect([br.headers.etag, gzip.headers.etag]).toEqual([`"${tag}-br"`, `"${tag}-gz"`]);
  });

  it.each(["", "-br", "-gz"])("answers 304 without a body to a tag that ends with %j", async (suffix) => {
    const full = await get("/en");
    const tag = `"${full.headers.etag!.slice(1, -1)}${suffix}"`;
    const { status, headers, body } = await get("/en", { "if-none-match": tag, "accept-encoding": "br" });
    expect([status, body.length, headers["content-length"]]).toEqual([304, 0, undefined]);
    expect(headers).toMatchObject({
      etag: full.headers.etag!.replace(/"$/, '-br"'),
      "last-modified": full.headers["last-modified"],
      "cache-control": full.headers["cache-control"],
      vary: "accept-encoding",
    });
  });

  it("compares dates only when no tag is given", async () => {
    const { headers } = await get("/en");
    const since = { "if-modified-since": headers["last-modified"]! };
    expect((await get("/en", since)).status).toBe(304);
    expect((await get("/en", { ...since, "if-none-match": '"other"' })).status).toBe(200);
    expect((await get("/en", { "if-modified-since": "Sun, 22 Nov 2015 00:00:00 GMT" })).status).toBe(200);
  });

  it("answers HEAD with the headers of GET and no body", async () => {
    const [head, full] = [await get("/en", {}, "HEAD"), await get("/en")];
    const told = (headers: typeof full.headers) => ({ ...headers, date: "" });
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(told(head.headers)).toEqual(told(full.headers));
  });

  it("follows Accept-Language at the root and says so; a fixed language does not", async () => {
    const [korean, english, fixed] = await Promise.all([
      get("/", { "accept-language": "de, ko;q=0.5" }),
      get("/", { "accept-language": "en-GB" }),
      get("/en", { "accept-language": "ko" }),
    ]);
    expect([korean, english, fixed].map(({ headers }) => headers["content-language"])).toEqual([
      "ko",
      "en",
      "en",
    ]);
    expect([korean, english, fixed].map(({ headers }) => headers.vary)).toEqual([
      "accept-encoding, accept-language",
      "accept-encoding, accept-language",
      "accept-encoding",
    ]);
    expect(english.body).toEqual(fixed.body);
    expect(english.headers.etag).toBe(fixed.headers.etag);
    expect(korean.headers.etag).not.toBe(english.headers.etag);
  });
});

describe("the cache's key", () => {
  it("is path and language alone: no header and no unknown parameter makes a new document", async () => {
    const before = server.rendered.length;
    await get("/ko");
    const tags = await Promise.all([
      get("/ko?x=1"),
      get("/ko?components=c1rst4h7nq2x"),
      get("/ko?"),
      get("/ko", {
        cookie: "a=b",
        "x-forwarded-host": "elsewhere",
        host: "elsewhere",
        authorization: "Bearer x",
      }),
      get("/ko", {
        rsc: "1",
        "next-router-prefetch": "1",
        "x-middleware-subrequest": "x",
        accept: "text/x-component",
      }),
    ]);
    expect(new Set(tags.map(({ headers }) => headers.etag)).size).toBe(1);
    expect(server.rendered.length - before).toBeLessThanOrEqual(1);
  });

  it("takes the known parameter in one form, however it is written", async () => {
    const { rest, agents } = COMPONENT_IDS;
    const one = await get(`/uptime_showcase?components=${rest},${agents}`);
    const same = await get(
      `/uptime_showcase?y=2&components=${rest},${rest},../..,<x>,${agents}&components=z`,
    );
    const other = await get(`/uptime_showcase?components=${rest}`);
    expect(same.headers.etag).toBe(one.headers.etag);
    expect(other.headers.etag).not.toBe(one.headers.etag);
    expect(server.rendered.at(-1)?.request.search).toBe(`?components=${rest}`);
    const before = server.rendered.length;
    const swapped = await get(`/uptime_showcase?components=${agents},${rest}`);
    const padded = await get(`/uptime_showcase?components=aaaaaaaaaaaa,${rest},bbbbbbbbbbbb`);
    expect([swapped.headers.etag, padded.headers.etag]).toEqual([one.headers.etag, other.headers.etag]);
    expect(server.rendered).toHaveLength(before);
  });
});

describe("JSON", () => {
  it("may be read from anywhere, also after a preflight", async () => {
    const answer = await get("/api/v2/summary.json", { origin: "https://shop.example.com" });
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "content-security-policy": expect.stringContaining("script-src 'none'"),
      "cross-origin-resource-policy": "cross-origin",
      "cache-control": "public, max-age=0, s-maxage=2, stale-if-error=86400",
    });
    const preflight = await get(
      "/api/v2/summary.json",
      { "access-control-request-method": "GET" },
      "OPTIONS",
    );
    expect([preflight.status, preflight.body.length]).toEqual([204, 0]);
    expect(preflight.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, HEAD, OPTIONS",
    });
  });

  it("has CORS on its 304, its 404 and its refusals too", async () => {
    const { headers } = await get("/api/v2/summary.json");
    const answers = await Promise.all([
      get("/api/v2/summary.json", { "if-none-match": headers.etag! }),
      get("/api/v2/incidents/zzzzzzzzzzzz.json"),
      get("/api/v2/nothing.json"),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([304, 404, 404]);
    for (const answer of answers) expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(JSON.parse(answers[1]!.text)).toMatchObject({ message: expect.any(String), errors: [] });
  });

  it("may be kept for half a minute where it is a badge or an icon", async () => {
    const { headers } = await get("/badge.svg");
    expect(headers["cache-control"]).toBe(
      "public, max-age=30, stale-while-revalidate=60, stale-if-error=86400",
    );
    expect(headers["content-security-policy"]).toContain("sandbox");
  });
});

describe("what is not there", () => {
  it("is said in the reader's language, rendered once for all addresses", async () => {
    const paths = ["/nothing", "/nothing/else", "/components/zzzzzzzzzzzz", "/uptime/1999-01", "/index.php"];
    const before = server.rendered.length;
    const answers = await Promise.all(paths.map((path) => get(path, { "accept-language": "en" })));
    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404));
    for (const { headers } of answers) {
      expect(headers).toMatchObject({ "content-language": "en" });
      expect(headers.etag).toBeUndefined();
    }
    expect(server.rendered.slice(before).map(({ request }) => request.path)).toEqual(["/not-found"]);
    expect((await get("/ko/nothing")).headers["content-language"]).toBe("ko");
  });

  it("does not exist in a language that the page does not have", async () => {
    const snapshot = nextVersion(calmSnapshot(), Date.now());
    const own = await startPublicServer();
    await own.show({ ...snapshot, page: { ...snapshot.page, languages: ["ko"] } });
    expect((await ask(own.origin, "/en")).status).toBe(404);
    expect((await ask(own.origin, "/en/api/v2/summary.json")).status).toBe(404);
    expect(
      (await ask(own.origin, "/", { headers: { "accept-language": "en" } })).headers["content-language"],
    ).toBe("ko");
    await own.close();
  });

  it("leads from a trailing slash to the path without it, and never to another host", async () => {
    const { status, headers } = await get("/ko/");
    expect([status, headers.location]).toEqual([308, "/ko"]);
    for (const path of ["//elsewhere.example.com/", "///", "/\\elsewhere.example.com/"])
      expect((await get(path)).status).toBe(400);
  });
});

describe("a request that is none of ours", () => {
  const raw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(server.origin).port), "127.0.0.1", () => socket.write(text));
      let answer = "";
      socket.setEncoding("utf8").on("data", (chunk) => {
        answer += chunk;
      });
      socket.on("close", () => resolve(answer)).on("error", reject);
    });

  it.each([
    [
      "an absolute-form target",
      "GET http://elsewhere/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      "400",
    ],
    ["the authority form", "CONNECT elsewhere:443 HTTP/1.1\r\nHost: x\r\n\r\n", ""],
    ["the asterisk form", "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "400"],
    ["a WebSocket", "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", "400"],
    [
      "a WebSocket to another host",
      "GET http://x/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
      "400",
    ],
    ["headers beyond 16 KB", `GET / HTTP/1.1\r\nHost: x\r\nA: ${"a".repeat(20_000)}\r\n\r\n`, "431"],
    [
      "an address beyond 4 KB",
      `GET /?${"a".repeat(5_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      "414",
    ],
    ["no HTTP at all", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n", "400"],
    ["two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "400"],
  ])("is refused: %s", async (_, text, status) => {
    expect((await raw(text)).split(" ")[1] ?? "").toBe(status);
  });

  it("is answered as it stands when it merely offers HTTP/2", async () => {
    const offer =
      "Connection: close, Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n";
    expect(await raw(`GET /ko HTTP/1.1\r\nHost: x\r\n${offer}\r\n`)).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it.each(["POST", "PUT", "DELETE", "PATCH"])("may not %s a document", async (method) => {
    for (const path of ["/ko", "/api/v2/summary.json"]) {
      const { status, headers, body } = await get(path, {}, method);
      expect([status, headers.allow]).toEqual([405, "GET, HEAD, OPTIONS"]);
      expect(JSON.parse(String(body))).toMatchObject({ message: "Only GET and HEAD", errors: [] });
    }
  });
});

describe("several processes", () => {
  it("give the same document the same tag, and another build or address another one", async () => {
    const site = { publicUrl: "http://status.example.com", buildId: "build" };
    const same = await startPublicServer({ site });
    const others = await Promise.all([
      startPublicServer({ site: { ...site, buildId: "next build" } }),
      startPublicServer({ site: { ...site, publicUrl: "https://status.example.com" } }),
    ]);
    for (const path of ["/ko", "/en", "/api/v2/summary.json", "/badge.svg", "/uptime_showcase"]) {
      const headers = { "accept-encoding": "br" };
      const tag = (await get(path, headers)).headers.etag;
      expect((await ask(same.origin, path, { headers })).headers.etag).toBe(tag);
      for (const other of others)
        expect((await ask(other.origin, path, { headers })).headers.etag).not.toBe(tag);
    }
    await Promise.all([same, ...others].map((one) => one.close()));
  });
});

describe("when a document cannot be made", () => {
  it("says so in the reader's language, keeps nothing, and never shows the error", async () => {
    const broken = await startPublicServer({
      render: async (request, world) => {
        if (request.rule.pattern === "/failed") return html("<h1>failed</h1>");
        if (request.rule.kind === "page") throw new Error("secret detail");
        return await plainRender(request, world);
      },
    });
    const page = await ask(broken.origin, "/en");
    expect([page.status, page.headers["cache-control"], page.text]).toEqual([
      500,
      "no-store",
      "<h1>failed</h1>",
    ]);
    const month = await ask(broken.origin, "/en/uptime/2026-10");
    expect([month.status, month.headers["retry-after"]]).toEqual([503, "30"]);
    expect(month.text).not.toContain("secret");
    expect(month.headers["content-security-policy"]).toMatch(/style-src 'sha256-/);
    await broken.close();
  });

  it("keeps the scripts of a hydrating page, each inline one allowed by its hash", async () => {
    const own = await startPublicServer({
      render: async () => html('<script>a()</script><script src="/_next/b.js"></script>'),
    });
    const { headers, text } = await ask(own.origin, `/ko/components/${COMPONENT_IDS.rest}`);
    expect(text).toContain("<script>a()</script>");
    expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'sha256-[^']+';/);
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    await own.close();
  });
});
