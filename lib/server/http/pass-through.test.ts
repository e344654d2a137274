import type { IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ask, type PublicServer, startPublicServer } from "#lib/testing/public-server.ts";
import { setDatabaseAway } from "#lib/usecases/snapshot/current.ts";
import type { RequestListener } from "./internal-exchange.ts";
import { isPassedThrough, MAX_BODY_BYTES, passThrough } from "./pass-through.ts";
import { MAIL_POLICY } from "./security-headers.ts";

let server: PublicServer;
let seen: { method?: string; url?: string; headers: IncomingHttpHeaders; body: Buffer }[] = [];
let status = 200;

const next: RequestListener = async (request, response) => {
  seen.push({
    method: request.method,
    url: request.url,
    headers: request.headers,
    body: Buffer.concat(await request.toArray()),
  });
  response.statusCode = status;
  response.end("{}");
};

beforeAll(async () => {
  const through = { listener: next, host: "status.example.com", isHttps: true };
  server = await startPublicServer({
    doors: {
      isPassedThrough,
      passThrough: (request, response) => passThrough(through, "9.9.9.9", request, response),
    },
  });
});
afterAll(() => server.close());
beforeEach(() => {
  seen = [];
  status = 200;
});

describe("what is passed on to Next", () => {
  it("is its own request, with the whole body", async () => {
    const body = JSON.stringify({ name: "한국" });
    await ask(server.origin, "/v1/pages/p0qjfl24znv5/incidents?limit=1", {
      method: "POST",
      body,
      headers: { authorization: "OAuth key" },
    });
    expect(seen).toMatchObject([
      {
        method: "POST",
        url: "/v1/pages/p0qjfl24znv5/incidents?limit=1",
        headers: { authorization: "OAuth key" },
      },
    ]);
    expect(seen[0]!.body.toString()).toBe(body);
  });

  it("carries our host and the client's address, and nothing that Next would act upon", async () => {
    await ask(server.origin, "/v1/pages", {
      headers: {
        host: "elsewhere",
        forwarded: "host=elsewhere",
        "x-forwarded-host": "elsewhere",
        "x-forwarded-for": "1.1.1.1",
        "x-forwarded-proto": "ftp",
        "x-client-address": "1.1.1.1",
        "x-requested-path": "//elsewhere",
        "x-middleware-subrequest": "middleware",
        "x-nextjs-data": "1",
        rsc: "1",
        "next-action": "7f00aabbccddeeff00112233445566778899aabbcc",
        "next-router-prefetch": "1",
        "next-resume": "1",
        "x-matched-path": "/admin/secret",
        "x-invoke-path": "/admin/secret",
        "content-security-policy": "script-src 'nonce-evil'",
        "accept-language": "ko",
      },
    });
    expect(seen[0]!.headers).toEqual({
      host: "status.example.com",
      "x-client-address": "9.9.9.9",
      "x-requested-path": "/v1/pages",
      "accept-language": "ko",
    });
  });

  it("is answered with security headers and is nobody's to keep", async () => {
    const { headers } = await ask(server.origin, "/v1/pages");
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; script-src 'none'; base-uri 'none'; frame-ancestors 'none'",
      "strict-transport-security": "max-age=31536000; includeSubDomains",
      "x-content-type-options": "nosniff",
    });
  });

  it.each([
    ["/v1", false],
    ["/v1/", false],
    ["/v1/nothing", true],
    ["/v1/pages", true],
    ["/heartbeat/secret", true],
    ["/heartbeat/", false],
    ["/heartbeat/secret/more", false],
    ["/v10", false],
    ["/admin", true],
    ["/admin/incidents/i1agdn6w3tq8", true],
    ["/administrator", false],
    ["/sign-in", true],
    ["/sign-in/more", false],
    ["/setup/token", true],
    ["/invite/token", true],
    ["/reset/token", true],
    ["/reset", false],
    ["/api/auth/sign-in/email", true],
    ["/api/auth/", false],
    ["/ingest/generic/secret", true],
    ["/ingest/generic", false],
    ["/api/v2/subscribers.json", true],
    ["/api/v2/summary.json", false],
    ["/callbacks/twilio/status", true],
    ["/callbacks/twilio/inbound", true],
    ["/callbacks/twilio", false],
    ["/callbacks/twilio/status/more", false],
    ["/ko/admin", false],
    ["/ko/v1", false],
    ["/_next/image", false],
  ])("%s: %s", (path, isPassed) => {
    expect(isPassedThrough(path)).toBe(isPassed);
  });
});

describe("pages for people who sign in", () => {
  it("get a policy with a nonce of their own, which Next is told and a client cannot choose", async () => {
    const sent = { "content-security-policy": "script-src 'nonce-evil'" };
    const answers = [
      await ask(server.origin, "/admin", { headers: sent }),
      await ask(server.origin, "/admin", { headers: sent }),
    ];
    const policies = answers.map(({ headers }) => String(headers["content-security-policy"]));
    expect(seen.map(({ headers }) => headers["content-security-policy"])).toEqual(policies);
    expect(new Set(policies.map((policy) => /'nonce-([A-Za-z0-9+/=]{24})'/.exec(policy)?.[1])).size).toBe(2);
    for (const policy of policies) {
      expect(policy).not.toMatch(/unsafe|evil/);
      expect(policy).toContain("default-src 'none'");
    }
    expect(answers[0]!.headers["cache-control"]).toBe("no-store");
  });

  it.each(["POST", "PUT", "DELETE", "PATCH"])("are only read: %s never reaches Next", async (method) => {
    const { status: given, headers } = await ask(server.origin, "/admin/incidents", { method });
    expect([given, headers.allow, seen]).toEqual([405, "GET, HEAD", []]);
  });

  it.each(["/admin/incidents.rsc", "/admin/incidents.segments/_tree.segment.rsc", "/invite/token.rsc"])(
    "are never told in the forms of Next's own router: %s",
    async (path) => {
      expect((await ask(server.origin, path)).status).toBe(404);
      expect(seen).toEqual([]);
    },
  );
});

describe("methods that an address does not take", () => {
  it.each([
    ["/v1/pages/p0qjfl24znv5/incidents", "DELETE", "GET, HEAD, POST, OPTIONS"],
    ["/v1/pages/p0qjfl24znv5/incidents/p31zjtct2jer/start", "GET", "POST, OPTIONS"],
    ["/v1/openapi.json", "POST", "GET, HEAD, OPTIONS"],
    ["/ingest/grafana/secret", "GET", "POST, OPTIONS"],
    ["/callbacks/twilio/inbound", "GET", "POST, OPTIONS"],
    ["/heartbeat/secret", "DELETE", "GET, HEAD, POST, OPTIONS"],
  ])("are told with those that it takes: %s %s", async (path, method, allow) => {
    const { status: given, headers, body } = await ask(server.origin, path, { method });
    expect([given, headers.allow, seen]).toEqual([405, allow, []]);
    const message = `This address does not take ${method}; it takes ${allow}`;
    expect(JSON.parse(String(body))).toEqual({ message, errors: [], error: message });
  });
});

describe("what Next would read as another path, or not at all,", () => {
  it.each([
    "/v1/../en",
    "/v1/%2e%2e/en/components/aaaaaaaaaaaa",
    "/v1/./pages",
    "/v1/pages/..",
    "/v1//elsewhere.example",
    "/v1/pages/%ff",
    "/heartbeat/%00",
    "/v1/x%2f..%2f..%2fen",
  ])("is never passed on: %s", async (path) => {
    const { status: given, head } = await raw(path);
    expect([given, seen]).toEqual(["404", []]);
    expect(head).toContain("application/json");
  });

  it.each(["TRACE", "PROPFIND", "QUERY"])("is refused by its method: %s", async (method) => {
    const { status: given, head } = await raw("/v1/pages", method);
    expect([given, seen]).toEqual(["405", []]);
    expect(head).toMatch(/^allow: GET, HEAD, OPTIONS\r$/m);
  });
});

/** As it is written: a client library would tidy the path first. */
async function raw(path: string, method = "GET") {
  const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
  socket.write(`${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  const head = Buffer.concat(await socket.toArray()).toString();
  return { head, status: head.split(" ")[1] };
}

describe("a mail that is looked at before it is sent", () => {
  it("is taken by POST alone, and handed back under a policy in which nothing runs", async () => {
    const asked = await ask(server.origin, "/admin/mail-preview");
    expect([asked.status, asked.headers.allow]).toEqual([405, "POST"]);
    const posted = await ask(server.origin, "/admin/mail-preview", { method: "POST", body: "html=x" });
    expect(posted.status).toBe(200);
    expect(posted.headers["content-security-policy"]).toBe(MAIL_POLICY);
    expect(MAIL_POLICY).toMatch(/default-src 'none'.*frame-ancestors 'self'; sandbox$/);
    expect(posted.headers["cache-control"]).toBe("no-store");
  });

  it("is the only page of the admin that takes anything", async () => {
    const posted = await ask(server.origin, "/admin/mail-preview/x", { method: "POST", body: "html=x" });
    expect(posted.status).toBe(405);
  });
});

describe("bodies", () => {
  it("are read up to 1 MB, and refused beyond it before Next hears of them", async () => {
    const post = (size: number) => ask(server.origin, "/v1/x", { method: "POST", body: "x".repeat(size) });
    expect((await post(MAX_BODY_BYTES)).status).toBe(200);
    const refused = await post(MAX_BODY_BYTES + 1);
    expect([refused.status, JSON.parse(refused.text).message]).toEqual([
      413,
      "The body is larger than 1048576 bytes",
    ]);
    expect(seen).toHaveLength(1);
  });

  it("are counted, not believed, when no length is given", async () => {
    const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
    const closed = new Promise<string>((resolve) => {
      let text = "";
      socket.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      socket.on("error", () => {}).on("close", () => resolve(text));
    });
    socket.write("POST /v1/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    for (let sent = 0; sent < 20 && socket.writable; sent++) socket.write(chunk);
    expect(await closed).toMatch(/^HTTP\/1\.1 413 /);
    expect(seen).toEqual([]);
  });

  it("that break off reach nobody", async () => {
    const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
    socket.write("POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf", () => socket.destroy());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen).toEqual([]);
  });
});

describe("a defect", () => {
  it("is 503 with Retry-After while the database is away, and 500 otherwise", async () => {
    status = 500;
    expect((await ask(server.origin, "/v1/pages")).status).toBe(500);
    setDatabaseAway(true);
    const { status: given, headers } = await ask(server.origin, "/v1/pages");
    expect([given, headers["retry-after"]]).toEqual([503, "5"]);
    status = 422;
    expect((await ask(server.origin, "/v1/pages")).status).toBe(422);
    setDatabaseAway(false);
  });
});
