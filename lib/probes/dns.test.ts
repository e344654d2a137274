import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEgress, type Egress } from "#lib/net/egress.ts";
import { type DnsReply, startDnsServer } from "#lib/testing/network/dns-server.ts";
import { probeTarget } from "#lib/testing/network/probe-target.ts";
import { runProbe } from "./index.ts";

let dns: Awaited<ReturnType<typeof startDnsServer>>;
let egress: Egress;
const zone: Record<string, DnsReply> = {
  "A shop.test": ["192.0.2.1", "192.0.2.2"],
  "AAAA shop.test": ["2001:db8::1"],
  "CNAME www.shop.test": ["shop.test"],
  "NS shop.test": ["ns1.shop.test", "NS2.shop.test"],
  "MX shop.test": [{ preference: 10, exchange: "mail.shop.test" }],
  "TXT shop.test": [["v=spf1 ", "-all"], "plain text"],
  "SRV _sip._tcp.shop.test": [{ priority: 1, weight: 2, port: 5060, target: "sip.shop.test" }],
  "CAA shop.test": [{ flags: 0, tag: "issue", value: "ca.test" }],
  "A broken.test": "servfail",
  "A closed.test": "refused",
  "A deaf.test": "drop",
  "A empty.test": [],
};
beforeAll(async () => {
  dns = await startDnsServer(({ type, name }) => zone[`${type} ${name.toLowerCase()}`] ?? "nxdomain");
  egress = createEgress({ allow: [], dnsServers: [dns.address] });
});
afterAll(() => dns.close());

type Config = Parameters<typeof probeTarget<"dns">>[1];
const probe = (config: Config, timeoutMs = 5_000) =>
  runProbe(probeTarget("dns", config, { timeoutMs }), egress);

describe("probeDns", () => {
  it("is up when there is an answer, and tells how long it took", async () => {
    const result = await probe({ host: "shop.test" });
    expect(result).toMatchObject({ outcome: "up", detail: { dnsMs: expect.any(Number) } });
    expect(result.latencyMs).toBe(result.detail.dnsMs);
  });

  it.each<[NonNullable<Config["record"]>, host: string, expected: string]>([
    ["A", "shop.test", "192.0.2.2"],
    ["A", "SHOP.test.", "192.0.2.1"],
    ["AAAA", "shop.test", "2001:DB8:0:0:0:0:0:1"],
    ["CNAME", "www.shop.test", "Shop.Test."],
    ["NS", "shop.test", "ns2.shop.test"],
    ["MX", "shop.test", "10 mail.shop.test."],
    ["MX", "shop.test", "mail.shop.test"],
    ["TXT", "shop.test", "v=spf1 -all"],
    ["TXT", "shop.test", '"plain text"'],
    ["SRV", "_sip._tcp.shop.test", "1 2 5060 sip.shop.test."],
    ["SRV", "_sip._tcp.shop.test", "sip.shop.test:5060"],
    ["CAA", "shop.test", '0 issue "ca.test"'],
    ["CAA", "shop.test", "0 issue ca.test"],
  ])("finds the %s record of %s: %s", async (record, host, expected) => {
    expect(await probe({ host, record, expected })).toMatchObject({ outcome: "up" });
  });

  it.each<[NonNullable<Config["record"]>, expected: string]>([
    ["A", "192.0.2.3"],
    ["A", "192.0.2"],
    ["AAAA", "2001:db8::2"],
    ["NS", "shop.test"],
    ["MX", "20 mail.shop.test"],
    ["TXT", "v=spf1"],
    ["CAA", "0 issuewild ca.test"],
  ])("misses the %s record %s", async (record, expected) => {
    const result = await probe({ host: "shop.test", record, expected });
    expect(result).toMatchObject({
      outcome: "down",
      latencyMs: null,
      detail: { reason: "answer_unexpected" },
    });
  });

  it.each([
    ["nobody.test", "answer_missing"],
    ["empty.test", "answer_missing"],
    ["broken.test", "dns_failed"],
    ["closed.test", "dns_failed"],
  ])("is down for %s: %s", async (host, reason) => {
    expect(await probe({ host })).toMatchObject({ outcome: "down", detail: { reason } });
  });

  it("keeps its deadline with a silent name server", async () => {
    const startedAt = performance.now();
    expect((await probe({ host: "deaf.test" }, 150)).detail.reason).toBe("dns_failed");
    expect(performance.now() - startedAt).toBeLessThan(600);
  });
});
