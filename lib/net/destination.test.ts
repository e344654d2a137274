import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Failure } from "#lib/domain/errors.ts";
import { type DnsReply, startDnsServer } from "#lib/testing/network/dns-server.ts";
import { checkDestination } from "./destination.ts";
import { createEgress, type Egress } from "./egress.ts";

let dns: Awaited<ReturnType<typeof startDnsServer>>;
let egress: Egress;
const replies: Record<string, DnsReply> = {
  "public.test": ["93.184.216.34"],
  "private.test": ["10.1.2.3"],
  "listed.test": ["10.1.2.3"],
  "broken.test": "servfail",
};
beforeAll(async () => {
  dns = await startDnsServer(({ type, name }) => (type === "A" ? (replies[name] ?? "nxdomain") : "nxdomain"));
  egress = createEgress({ allow: ["listed.test:8080", "10.9.9.9:80"], dnsServers: [dns.address] });
});
afterAll(() => dns.close());

/** The faults of a refusal, or null when the destination may be saved. */
const faults = (destination: string) =>
  checkDestination(destination, egress, "monitor.url").then(
    () => null,
    (error) => {
      expect(error).toBeInstanceOf(Failure);
      expect(error.kind).toBe("invalid");
      return error.faults;
    },
  );

describe("checkDestination", () => {
  it.each([
    "https://public.test/health",
    "public.test:5432",
    "93.184.216.34:80",
    "[2606:4700:4700::1111]:53",
    "http://listed.test:8080/",
    "listed.test:8080",
    "http://10.9.9.9/",
    "https://not-yet-there.test/",
    "broken.test:80",
  ])("lets %s be saved", async (destination) => {
    expect(await faults(destination)).toBeNull();
  });

  it.each([
    ["http://127.0.0.1:8080/", "127.0.0.1 is a loopback address", "127.0.0.1:8080"],
    ["http://2130706433/", "127.0.0.1 is a loopback address", "127.0.0.1:80"],
    ["https://[::1]/", "::1 is a loopback address", "[::1]:443"],
    [
      "http://169.254.169.254/latest/meta-data/",
      "169.254.169.254 is a link-local address",
      "169.254.169.254:80",
    ],
    ["private.test:22", "private.test resolves to 10.1.2.3, which is a private address", "private.test:22"],
    ["http://listed.test/", "listed.test resolves to 10.1.2.3, which is a private address", "listed.test:80"],
    ["localhost:5432", "localhost resolves to 127.0.0.1, which is a loopback address", "localhost:5432"],
  ])("refuses %s, says why, and what the operator could do", async (destination, why, entry) => {
    expect(await faults(destination)).toEqual([
      {
        path: "monitor.url",
        message: `${why}: only public addresses may be asked, unless the operator allows this one with EGRESS_ALLOW=${entry}`,
      },
    ]);
  });

  it.each(["ftp://public.test/", "http://user:pass@public.test/", "http://[broken/", "file:///etc/passwd"])(
    "refuses %s as a URL",
    async (destination) => {
      const message = "must be an http:// or https:// URL without user name and password";
      expect(await faults(destination)).toEqual([{ path: "monitor.url", message }]);
    },
  );

  it.each(["public.test", "public.test:0", "a b:80", "x@public.test:80", ""])(
    "refuses %j as a host",
    async (text) => {
      const message = "must be a host name or an IP address, and a port";
      expect(await faults(text)).toEqual([{ path: "monitor.url", message }]);
    },
  );
});
