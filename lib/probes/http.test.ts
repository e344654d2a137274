import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { createEgress } from "#lib/net/egress.ts";
import { createAuthority, issue } from "#lib/testing/network/certificate.ts";
import { probeTarget } from "#lib/testing/network/probe-target.ts";
import { closedPort, startHttpsTarget, startHttpTarget, type Target } from "#lib/testing/network/target.ts";
import { runProbe } from "./index.ts";

type Config = Parameters<typeof probeTarget<"http">>[1];
type Limits = Parameters<typeof probeTarget>[2];
type Handler = Parameters<typeof startHttpTarget>[0];

const targets: Target[] = [];
afterEach(() => Promise.all(targets.splice(0).map((target) => target.close())));

/** Probes a server that answers with `handler`. */
async function probe(handler: Handler, config: Partial<Config> = {}, limits?: Limits) {
  const target = await startHttpTarget(handler);
  targets.push(target);
  const egress = createEgress({ allow: [target.hostPort], dnsServers: [] });
  return runProbe(probeTarget("http", { url: `http://${target.hostPort}/`, ...config }, limits), egress);
}
const answer =
  (status: number, body: string | Buffer = "", headers: Record<string, string> = {}): Handler =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

describe("probeHttp", () => {
  it("is up, with its status and where the time went", async () => {
    const result = await probe((_request, response) => setTimeout(() => response.end("ok"), 60));
    expect(result).toMatchObject({ outcome: "up", detail: { httpStatus: 200 } });
    const { dnsMs = -1, connectMs = -1, firstByteMs = -1 } = result.detail;
    expect(firstByteMs).toBeGreaterThan(55);
    expect(Math.min(dnsMs, connectMs)).toBeGreaterThanOrEqual(0);
    expect(result.latencyMs).toBeGreaterThanOrEqual(Math.floor(dnsMs + connectMs + firstByteMs));
    expect(result.detail).not.toHaveProperty("reason");
  });

  it.each<[status: number, expected: string, outcome: string]>([
    [200, "200-299", "up"],
    [204, "200-299", "up"],
    [299, "200-299", "up"],
    [300, "200-299", "down"],
    [404, "200-299", "down"],
    [503, "200-299", "down"],
    [404, "404", "up"],
    [401, "200,401,403", "up"],
    [418, "200-204,410-420", "up"],
  ])("judges status %i against %s: %s", async (status, expected_status, outcome) => {
    const result = await probe(answer(status), { expected_status });
    expect(result.outcome).toBe(outcome);
    expect(result.detail).toMatchObject(
      outcome === "up" ? { httpStatus: status } : { httpStatus: status, reason: "status_unexpected" },
    );
  });

  it("finds a keyword anywhere in the body, also in a compressed one, letter by letter", async () => {
    const page = `${"x".repeat(100_000)}시스템 정상 (a+)+$`;
    const utf8 = { "content-type": "text/html; charset=utf-8" };
    expect((await probe(answer(200, page, utf8), { keyword: "정상" })).outcome).toBe("up");
    const packed = { "content-encoding": "gzip" };
    expect((await probe(answer(200, gzipSync(page), packed), { keyword: "정상" })).outcome).toBe("up");
    expect((await probe(answer(200, page), { keyword: "(a+)+$" })).outcome).toBe("up");
    for (const keyword of ["오류", "(A+)+$", "x{3}"])
      expect((await probe(answer(200, page), { keyword })).detail.reason).toBe("keyword_missing");
  });

  it("judges the status before the keyword", async () => {
    expect((await probe(answer(500, "정상"), { keyword: "정상" })).detail.reason).toBe("status_unexpected");
  });

  it("is degraded when slower than the threshold, and only then", async () => {
    const slow: Handler = (_request, response) => void setTimeout(() => response.end("ok"), 80);
    const result = await probe(slow, {}, { degradedAboveMs: 50 });
    expect(result).toMatchObject({ outcome: "degraded", detail: { reason: "slow", httpStatus: 200 } });
    expect(result.latencyMs).toBeGreaterThan(75);
    expect((await probe(slow, {}, { degradedAboveMs: 1_900 })).outcome).toBe("up");
  });

  it("is down when the time is up, and then has no latency", async () => {
    const result = await probe(() => {}, {}, { timeoutMs: 150 });
    expect(result).toMatchObject({ outcome: "down", latencyMs: null, detail: { reason: "timeout" } });
    expect(result.detail.connectMs).toBeTypeOf("number");
  });

  it("sends method, headers and body as configured", async () => {
    const seen: unknown[] = [];
    const echo: Handler = (request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        seen.push([request.method, request.headers["x-check"], request.headers["user-agent"], body]);
        response.end();
      });
    };
    await probe(echo, { method: "POST", headers: { "X-Check": "1", "User-Agent": "mine" }, body: "정보" });
    await probe(echo, { method: "GET" });
    await probe(echo, { method: "DELETE" });
    const own = "T-Developer-Status-Probe/1";
    expect(seen).toEqual([
      ["POST", "1", "mine", "정보"],
      ["GET", undefined, own, ""],
      ["DELETE", undefined, own, ""],
    ]);
  });

  it("asks HEAD without waiting for a body", async () => {
    const result = await probe(answer(200, "", { "content-length": "5000000" }), { method: "HEAD" });
    expect(result.outcome).toBe("up");
  });

  it("follows redirects unless told not to", async () => {
    const moved: Handler = (request, response) =>
      request.url === "/" ? response.writeHead(301, { location: "/new" }).end() : response.end("new");
    expect((await probe(moved, { keyword: "new" })).outcome).toBe("up");
    const alone = { follow_redirects: false };
    expect((await probe(moved, alone)).detail).toMatchObject({
      reason: "status_unexpected",
      httpStatus: 301,
    });
    expect((await probe(moved, { ...alone, expected_status: "301" })).outcome).toBe("up");
  });

  it("sums the times of all hops", async () => {
    const hops: Handler = (request, response) =>
      void setTimeout(() => {
        if (request.url === "/") response.writeHead(302, { location: "/2" });
        response.end();
      }, 40);
    expect((await probe(hops)).detail.firstByteMs).toBeGreaterThan(75);
  });

  it("calls a redirect without a location, or with two, an unexpected status", async () => {
    expect((await probe(answer(302))).detail.reason).toBe("status_unexpected");
  });

  it("refuses a private address that is not listed, without a connection", async () => {
    const target = await startHttpTarget(answer(200));
    targets.push(target);
    const egress = createEgress({ allow: [`127.0.0.1:${target.port + 1}`], dnsServers: [] });
    const result = await runProbe(probeTarget("http", { url: `http://${target.hostPort}/` }), egress);
    expect(result).toMatchObject({ outcome: "down", detail: { reason: "address_not_allowed" } });
    expect(target.connections()).toBe(0);
  });

  it("tells a refused connection from everything else", async () => {
    const hostPort = `127.0.0.1:${await closedPort()}`;
    const egress = createEgress({ allow: [hostPort], dnsServers: [] });
    const result = await runProbe(probeTarget("http", { url: `http://${hostPort}/` }), egress);
    // No name is resolved; a busy machine may still take a moment over it.
    const detail = { dnsMs: expect.any(Number), reason: "refused" };
    expect(result).toEqual({ outcome: "down", latencyMs: null, detail });
  });
});

describe("probeHttp over TLS", () => {
  const authority = createAuthority();

  async function probeSecure(days: number, config: Partial<Config> = {}, ca = [authority.cert]) {
    const target = await startHttpsTarget(answer(200), issue(authority, ["127.0.0.1"], days));
    targets.push(target);
    const egress = createEgress({ allow: [target.hostPort], dnsServers: [], ca });
    return runProbe(probeTarget("http", { url: `https://${target.hostPort}/`, ...config }), egress);
  }

  it("tells the days that the certificate has left", async () => {
    const result = await probeSecure(20.5, { minimum_days: 20 });
    expect(result).toMatchObject({ outcome: "up", detail: { tlsDaysLeft: 20, tlsMs: expect.any(Number) } });
    expect(result.tlsExpiresAt).toBeGreaterThan(Date.now() + 20 * 86_400_000);
  });

  it("is degraded when they are fewer than wanted; nobody who set no limit hears of it", async () => {
    const result = await probeSecure(20.5, { minimum_days: 21 });
    expect(result).toMatchObject({
      outcome: "degraded",
      detail: { reason: "tls_expiring", tlsDaysLeft: 20 },
    });
    expect((await probeSecure(0.5)).outcome).toBe("up");
  });

  it("is down with an expired or an untrusted certificate, and still tells its end", async () => {
    expect(await probeSecure(-3.5)).toMatchObject({
      outcome: "down",
      latencyMs: null,
      detail: { reason: "tls_expired", tlsDaysLeft: -4 },
    });
    const stranger = await probeSecure(20.5, {}, [createAuthority("Somebody else").cert]);
    expect(stranger).toMatchObject({ outcome: "down", detail: { reason: "tls_invalid", tlsDaysLeft: 20 } });
  });
});
