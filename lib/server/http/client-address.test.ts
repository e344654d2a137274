import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { clientAddress, networkOf } from "./client-address.ts";

const asked = (forwarded: string | undefined, remoteAddress = "10.0.0.9") =>
  ({ headers: { "x-forwarded-for": forwarded }, socket: { remoteAddress } }) as unknown as IncomingMessage;

describe("clientAddress", () => {
  it.each([
    ["no proxy is trusted: the header is the client's own word", "1.1.1.1", 0, "10.0.0.9"],
    ["one proxy: the entry that it wrote", "6.6.6.6, 1.1.1.1", 1, "1.1.1.1"],
    ["two proxies: the entry that the outer one wrote", "6.6.6.6, 1.1.1.1, 10.0.0.2", 2, "1.1.1.1"],
    ["fewer entries than proxies: it came another way", "1.1.1.1", 2, "10.0.0.9"],
    ["no header at all", undefined, 1, "10.0.0.9"],
    ["an empty entry", "1.1.1.1, ", 1, "10.0.0.9"],
    ["IPv4 written as IPv6", "::ffff:1.1.1.1", 1, "1.1.1.1"],
  ])("%s", (_, forwarded, hops, address) => {
    expect(clientAddress(asked(forwarded), hops)).toBe(address);
  });

  it("tells IPv4 connections in their own form", () => {
    expect(clientAddress(asked(undefined, "::ffff:127.0.0.1"), 0)).toBe("127.0.0.1");
    expect(clientAddress(asked(undefined, "2001:db8::1"), 0)).toBe("2001:db8::1");
  });
});

describe("networkOf", () => {
  it.each([
    ["1.1.1.1", "1.1.1.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::ffff", "2001:db8:1:2::/64"],
    ["2001:0db8:0001::7", "2001:db8:1:0::/64"],
    ["2001:db8::7", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["unknown", "unknown"],
  ])("%s belongs to %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
