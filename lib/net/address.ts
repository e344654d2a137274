import ipaddr from "ipaddr.js";

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/** What people call the ranges of ipaddr.js. */
const RANGE_NAMES: Record<string, string> = {
  unspecified: "an unspecified address",
  broadcast: "the broadcast address",
  multicast: "a multicast address",
  linkLocal: "a link-local address",
  loopback: "a loopback address",
  carrierGradeNat: "a carrier-grade NAT address",
  private: "a private address",
  uniqueLocal: "a unique local address",
  deprecatedSiteLocal: "a site-local address",
  ipv4Mapped: "an IPv4-mapped address",
  rfc6145: "an IPv4-translated address",
  rfc6052: "a NAT64 address",
  "6to4": "a 6to4 address",
  teredo: "a Teredo address",
};

/**
 * Why `address` (a numeric IPv4 or IPv6 address) does not belong to the public internet, as "a loopback address";
 * null when it does. Anything unknown or reserved counts as not public. Addresses that carry an IPv4 address inside
 * (mapped, NAT64, 6to4, Teredo) are never public: they would reach a private network by a detour.
 */
export function whyNotPublic(address: string): string | null {
  if (!ipaddr.isValid(address)) return "no valid address";
  const parsed = ipaddr.parse(address);
  const range: string = parsed.range();
  if (range !== "unicast") return RANGE_NAMES[range] ?? "a reserved address";
  // The rest of the IPv6 space is not handed out; `::127.0.0.1` (IPv4-compatible) lies there too.
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_UNICAST)) return "a reserved address";
  return null;
}
