import { afterEach, describe, expect, it } from "vitest";
import { createEgress } from "#lib/net/egress.ts";
import { createAuthority, issue, type TestCertificate } from "#lib/testing/network/certificate.ts";
import { probeTarget } from "#lib/testing/network/probe-target.ts";
import { startHttpsTarget, startTcpTarget, type Target } from "#lib/testing/network/target.ts";
import { runProbe } from "./index.ts";

const authority = createAuthority();
let target: Target | undefined;
afterEach(() => target?.close());

async function probe(certificate: TestCertificate, minimum_days?: number) {
  target = await startHttpsTarget(() => {}, certificate);
  const egress = createEgress({ allow: [target.hostPort], dnsServers: [], ca: [authority.cert] });
  return runProbe(probeTarget("tls", { host: "127.0.0.1", port: target.port, minimum_days }), egress);
}
const lasting = (days: number) => issue(authority, ["127.0.0.1"], days);

describe("probeTls", () => {
  it("is up with a certificate that lasts, and tells its end", async () => {
    const result = await probe(lasting(30.5));
    expect(result).toMatchObject({ outcome: "up", detail: { tlsDaysLeft: 30 } });
    expect(result.latencyMs).toBeGreaterThan(0);
    expect(Math.abs((result.tlsExpiresAt ?? 0) - (Date.now() + 30.5 * 86_400_000))).toBeLessThan(60_000);
  });
  it.each([
    [13.5, undefined, "degraded"],
    [14.5, undefined, "up"],
    [29.5, 30, "degraded"],
    [0.5, 0, "up"],
  ])("judges %d days against a minimum of %s (14 by default): %s", async (days, minimum, outcome) => {
    const result = await probe(lasting(days), minimum);
    expect(result.outcome).toBe(outcome);
    if (outcome === "degraded") expect(result.detail.reason).toBe("tls_expiring");
  });
  it("is down with a certificate that is over, of another name, or of nobody", async () => {
    expect(await probe(lasting(-1.5))).toMatchObject({
      outcome: "down",
      detail: { reason: "tls_expired", tlsDaysLeft: -2 },
      tlsExpiresAt: expect.any(Number),
    });
    await target?.close();
    expect((await probe(issue(authority, ["other.test"]))).detail.reason).toBe("tls_invalid");
    await target?.close();
    expect((await probe(issue(createAuthority("Nobody"), ["127.0.0.1"]))).detail.reason).toBe("tls_invalid");
  });
  it("is down when the other side speaks no TLS, or nothing", async () => {
    for (const [greeting, reason] of [
      ["220 smtp.test ESMTP\r\n", "tls_invalid"],
      ["", "timeout"],
    ] as const) {
      target = await startTcpTarget((socket) => void (greeting && socket.write(greeting)));
      const egress = createEgress({ allow: [target.hostPort], dnsServers: [] });
      const config = { host: "127.0.0.1", port: target.port };
      const result = await runProbe(probeTarget("tls", config, { timeoutMs: 200 }), egress);
      expect(result).toMatchObject({ outcome: "down", detail: { reason } });
      await target.close();
    }
  });
});
