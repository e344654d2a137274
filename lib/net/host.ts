import { isIP } from "node:net";

/**
 * The host as the WHATWG URL parser reads it, without brackets: names in lower case and punycode, every spelling of an
 * IPv4 address (0x7f.1, 017700000001, 2130706433) as a dotted quad, IPv6 compressed. The same form is checked, matched
 * and dialled, so that no two parsers can disagree.
 * @returns null when the text is no host
 */
export function parseHost(text: string): string | null {
  const isBareV6 = isIP(text) === 6;
  if (!isBareV6 && !/^\[[^\]]*\]$/.test(text) && /[/?#@\\:\s[\]]/.test(text)) return null;
  const parsed = URL.parse(`http://${isBareV6 ? `[${text}]` : text}/`);
  return parsed?.hostname ? withoutBrackets(parsed.hostname) : null;
}

export const withoutBrackets = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, "$1");

/** `example.com:443`, `[2001:db8::1]:443`. */
export const hostPort = (host: string, port: number): string =>
  isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;

/** The port that a URL means, also when it is the scheme's own. */
export const portOf = (url: URL): number => Number(url.port || (url.protocol === "https:" ? 443 : 80));

/**
 * Reads `host:port` (IPv6 in brackets).
 * @returns null when it is malformed
 */
export function parseHostPort(text: string): { host: string; port: number } | null {
  const match = /^(.+):(\d{1,5})$/.exec(text);
  const host = match?.[1] ? parseHost(match[1]) : null;
  const port = Number(match?.[2]);
  return host !== null && port >= 1 && port <= 65_535 ? { host, port } : null;
}
