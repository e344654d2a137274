import type { IncomingMessage } from "node:http";

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

/** IPv4 in its own form, also where the system writes it as IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
