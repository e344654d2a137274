import { describe, expect, it } from "vitest";
import { isPublicAddress, whyNotPublic } from "./address.ts";

const REFUSED: [address: string, why: string][] = [
  ["0.0.0.0", "an unspecified address"],
  ["0.1.2.3", "an unspecified address"],
  ["10.0.0.1", "a private address"],
  ["10.255.255.255", "a private address"],
  ["100.64.0.1", "a carrier-grade NAT address"],
  ["100.100.100.200", "a carrier-grade NAT address"],
  ["100.127.255.255", "a carrier-grade NAT address"],
  ["127.0.0.1", "a loopback address"],
  ["127.255.255.255", "a loopback address"],
  ["169.254.169.254", "a link-local address"],
  ["172.16.0.1", "a private address"],
  ["172.31.255.255", "a private address"],
  ["192.0.0.192", "a reserved address"],
  ["192.0.2.1", "a reserved address"],
  ["192.31.196.1", "a reserved address"],
  ["192.52.193.1", "a reserved address"],
  ["192.88.99.1", "a reserved address"],
  ["192.168.1.1", "a private address"],
  ["192.175.48.1", "a reserved address"],
  ["198.18.0.1", "a reserved address"],
  ["198.19.255.255", "a reserved address"],
  ["198.51.100.1", "a reserved address"],
  ["203.0.113.1", "a reserved address"],
  ["224.0.0.1", "a multicast address"],
  ["239.255.255.255", "a multicast address"],
  ["240.0.0.1", "a reserved address"],
  ["255.255.255.255", "the broadcast address"],
  ["::", "an unspecified address"],
  ["::1", "a loopback address"],
  ["0:0:0:0:0:0:0:1", "a loopback address"],
  ["::127.0.0.1", "an IPv4-mapped address"],
  ["::7f00:1", "a reserved address"],
  ["::808:808", "a reserved address"],
  ["::ffff:127.0.0.1", "an IPv4-mapped address"],
  ["::ffff:7f00:1", "an IPv4-mapped address"],
  ["::ffff:8.8.8.8", "an IPv4-mapped address"],
  ["::ffff:0:127.0.0.1", "an IPv4-translated address"],
  ["64:ff9b::127.0.0.1", "a NAT64 address"],
  ["64:ff9b::a9fe:a9fe", "a NAT64 address"],
  ["64:ff9b:1::1", "a NAT64 address"],
  ["100::1", "a reserved address"],
  ["2001::1", "a Teredo address"],
  ["2001:2::1", "a reserved address"],
  ["2001:10::1", "a reserved address"],
  ["2001:20::1", "a reserved address"],
  ["2001:db8::1", "a reserved address"],
  ["2002:7f00:1::", "a 6to4 address"],
  ["3fff::1", "a reserved address"],
  ["5f00::1", "a reserved address"],
  ["4000::1", "a reserved address"],
  ["fc00::1", "a unique local address"],
  ["fd00:ec2::254", "a unique local address"],
  ["fe80::1", "a link-local address"],
  ["fe80::1%eth0", "a link-local address"],
  ["fec0::1", "a site-local address"],
  ["ff02::1", "a multicast address"],
  ["", "no valid address"],
  ["localhost", "no valid address"],
  ["1.2.3.4.5", "no valid address"],
];

const PUBLIC = [
  "1.1.1.1",
  "8.8.8.8",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.0",
  "169.253.255.255",
  "169.255.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.167.255.255",
  "192.169.0.0",
  "223.255.255.255",
  "2001:4860:4860::8888",
  "2606:4700:4700::1111",
  "2a00:1450:4001:81b::200e",
  "3ffe::1",
];

describe("whyNotPublic", () => {
  it.each(REFUSED)("refuses %s as %s", (address, why) => {
    expect(whyNotPublic(address)).toBe(why);
    expect(isPublicAddress(address)).toBe(false);
  });
  it.each(PUBLIC)("lets %s through", (address) => {
    expect(whyNotPublic(address)).toBeNull();
    expect(isPublicAddress(address)).toBe(true);
  });
});
