import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";

/**
 * The address that a request came from: the connection's own, or, behind `proxyHops` proxies that we trust, the entry
 * of X-Forwarded-For that the outermost of them wrote, counted from the right. Entries further left are the client's
 * own words. With fewer entries than proxies the request did not come through all of them: the connection counts.
 */
export function clientAddress(request: IncomingMessage, proxyHops: number): string {
  const peer = plain(request.socket.remoteAddress ?? "");
  if (proxyHops === 0) return peer;
  const forwarded = [request.headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  const entry = forwarded.at(-proxyHops)?.trim();
  return entry ? plain(entry) : peer;
}

/** Groups of an IPv6 address that its owner is given; the rest is his to choose from. */
const NETWORK_GROUPS = 4;

/** Whom a limit per address is for: an IPv4 address, or the /64 network of an IPv6 one, of which anybody has 2^64. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [left = [], right = []] = address
    .toLowerCase()
    .split("::")
    .map((half) => half.split(":").filter(Boolean));
  const zeros = Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill("0"), ...right].slice(0, NETWORK_GROUPS);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

/** IPv4 in its own form, also where the system writes it as IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
