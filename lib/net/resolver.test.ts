import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DnsReply, startDnsServer } from "#lib/testing/network/dns-server.ts";
import { createResolver } from "./resolver.ts";

let dns: Awaited<ReturnType<typeof startDnsServer>>;
const replies: Record<string, Record<string, DnsReply>> = {
  "both.test": { A: ["192.0.2.1", "192.0.2.2"], AAAA: ["2001:db8::1"] },
  "four.test": { A: ["192.0.2.1"], AAAA: [] },
  "six.test": { A: [], AAAA: ["2001:db8::1"] },
  "deaf6.test": { A: ["192.0.2.1"], AAAA: "drop" },
  "broken6.test": { A: ["192.0.2.1"], AAAA: "servfail" },
  "empty.test": { A: [], AAAA: [] },
  "broken.test": { A: "servfail", AAAA: "servfail" },
  "half-broken.test": { A: "nxdomain", AAAA: "servfail" },
  "closed.test": { A: "refused", AAAA: "refused" },
  "deaf.test": { A: "drop", AAAA: "drop" },
};
beforeAll(async () => {
  dns = await startDnsServer(({ type, name }) => replies[name.toLowerCase()]?.[type] ?? "nxdomain");
});
afterAll(() => dns.close());

const addresses = (name: string, timeoutMs = 3_000) =>
  createResolver([dns.address]).addresses(name, AbortSignal.timeout(timeoutMs));

describe("addresses", () => {
  it.each([
    ["both.test", ["192.0.2.1", "192.0.2.2", "2001:db8::1"]],
    ["four.test", ["192.0.2.1"]],
    ["six.test", ["2001:db8::1"]],
    ["broken6.test", ["192.0.2.1"]],
    ["BOTH.test.", ["192.0.2.1", "192.0.2.2", "2001:db8::1"]],
    ["192.0.2.7", ["192.0.2.7"]],
    ["2001:db8::7", ["2001:db8::7"]],
  ])("of %s, IPv4 first", async (name, expected) => {
    expect(await addresses(name)).toEqual(expected);
  });

  it("waits a moment, and no longer, for the second family", async () => {
    const startedAt = performance.now();
    expect(await addresses("deaf6.test")).toEqual(["192.0.2.1"]);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it.each([
    ["missing.test", "ENOTFOUND"],
    ["empty.test", "ENODATA"],
    ["broken.test", "ESERVFAIL"],
    ["half-broken.test", "ESERVFAIL"],
    ["closed.test", "EREFUSED"],
    [`${"a".repeat(64)}.test`, "EBADNAME"],
  ])("says why %s has none", async (name, code) => {
    await expect(addresses(name)).rejects.toMatchObject({
      reason: "dns_failed",
      message: `${name}: ${code}`,
    });
  });

  it("ends with the signal when the name server is silent", async () => {
    await expect(addresses("deaf.test", 100)).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("asks anew every time", async () => {
    const resolver = createResolver([dns.address]);
    const before = dns.questions.length;
    for (let i = 0; i < 3; i++) await resolver.addresses("four.test", AbortSignal.timeout(1_000));
    expect(dns.questions.length - before).toBe(6);
  });

  it("never sends localhost to a name server", async () => {
    const before = dns.questions.length;
    for (const name of ["localhost", "localhost.", "a.localhost"])
      expect(await addresses(name)).toEqual(["127.0.0.1", "::1"]);
    expect(dns.questions.length).toBe(before);
  });

  it("does not ask the system about what the configured name servers deny", async () => {
    // "localhost.localdomain" stands in many /etc/hosts; DNS_SERVERS is the only authority here.
    await expect(addresses("localhost.localdomain")).rejects.toMatchObject({ reason: "dns_failed" });
  });

  it("works without configured servers, and says so when nobody knows a name", async () => {
    const asked = createResolver([]).addresses("nobody.invalid", AbortSignal.timeout(10_000));
    await expect(asked).rejects.toMatchObject({ reason: "dns_failed" });
  });
});

describe("createResolver", () => {
  it.each(["name.test", "1.2.3", "1.2.3.4:99999999"])("does not take %s for a name server", (server) => {
    expect(() => createResolver([server])).toThrow();
  });
});

describe("records", () => {
  it("gives what node:dns gives, and rejects with its error", async () => {
    const resolver = createResolver([dns.address]);
    const signal = AbortSignal.timeout(2_000);
    expect(await resolver.records("both.test", "AAAA", signal)).toEqual(["2001:db8::1"]);
    await expect(resolver.records("missing.test", "A", signal)).rejects.toMatchObject({ code: "ENOTFOUND" });
    await expect(resolver.records("deaf.test", "A", AbortSignal.timeout(50))).rejects.toMatchObject({
      name: "TimeoutError",
    });
  });
});
