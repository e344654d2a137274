import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEgress } from "#lib/net/egress.ts";
import { startDnsServer } from "#lib/testing/network/dns-server.ts";
import { probeTarget } from "#lib/testing/network/probe-target.ts";
import { closedPort, startTcpTarget, type Target } from "#lib/testing/network/target.ts";
import { runProbe } from "./index.ts";

let target: Target;
let dns: Awaited<ReturnType<typeof startDnsServer>>;
const closed: Promise<void>[] = [];
beforeAll(async () => {
  target = await startTcpTarget((socket) => {
    closed.push(new Promise((resolve) => socket.once("close", () => resolve())));
  });
  dns = await startDnsServer(({ type, name }) =>
    name === "db.test" && type === "A" ? ["127.0.0.1"] : "nxdomain",
  );
});
afterAll(() => Promise.all([target.close(), dns.close()]));

const probe = (host: string, port: number, limits?: { degradedAboveMs?: number }) =>
  runProbe(
    probeTarget("tcp", { host, port }, limits),
    createEgress({ allow: [`127.0.0.1:${port}`], dnsServers: [dns.address] }),
  );

describe("probeTcp", () => {
  it.each(["127.0.0.1", "db.test", "DB.test."])(
    "is up when %s accepts, and closes the connection",
    async (host) => {
      const result = await probe(host, target.port);
      expect(result).toMatchObject({ outcome: "up", detail: { connectMs: expect.any(Number) } });
      expect(result.latencyMs).toBeGreaterThan(0);
      await closed.at(-1);
    },
  );
  it("is down when nobody listens", async () => {
    const result = await probe("127.0.0.1", await closedPort());
    expect(result).toMatchObject({ outcome: "down", latencyMs: null, detail: { reason: "refused" } });
  });
  it("is down when there is no such name", async () => {
    expect((await probe("nobody.test", target.port)).detail.reason).toBe("dns_failed");
  });
  it("refuses a private address under a name or any spelling", async () => {
    const egress = createEgress({ allow: [], dnsServers: [dns.address] });
    const before = target.connections();
    for (const host of ["db.test", "127.0.0.1", "2130706433", "::1", "::ffff:127.0.0.1"]) {
      const result = await runProbe(probeTarget("tcp", { host, port: target.port }), egress);
      expect(result.detail.reason).toBe("address_not_allowed");
    }
    expect(target.connections()).toBe(before);
  });
});
