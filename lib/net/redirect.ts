import { NetFault } from "./fault.ts";

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/**
 * All that goes on to another origin: authorization, cookies and every header of somebody's own making (which may well
 * be a key) stay with the origin they were given for.
 */
const PORTABLE_HEADERS = /^(accept(-.*)?|user-agent|cache-control|content-.*)$/i;
const BODY_HEADERS = /^content-/i;

export type Outgoing = {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
};

export const isRedirect = (status: number, location: unknown): location is string =>
  REDIRECTS.has(status) && typeof location === "string";

/**
 * Reads a URL that may be asked.
 * @throws NetFault `redirect_invalid` for another scheme than http(s), or a user name in it
 */
export function readUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (!url) throw new NetFault("redirect_invalid", "no URL");
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new NetFault("redirect_invalid", `the scheme ${url.protocol}`);
  if (url.username || url.password) throw new NetFault("redirect_invalid", "a user name in the URL");
  return url;
}

/** The request that follows a redirect, by the rules of the fetch standard (section "HTTP-redirect fetch"). */
export function nextHop(request: Outgoing, status: number, location: string): Outgoing {
  const url = readUrl(location, request.url);
  const isPostBecomingGet = (status === 301 || status === 302) && request.method === "POST";
  const isSeeOther = status === 303 && request.method !== "GET" && request.method !== "HEAD";
  const losesBody = isPostBecomingGet || isSeeOther;
  const isOtherOrigin = url.origin !== request.url.origin;
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(
      ([name]) => (!isOtherOrigin || PORTABLE_HEADERS.test(name)) && !(losesBody && BODY_HEADERS.test(name)),
    ),
  );
  return {
    url,
    method: losesBody ? "GET" : request.method,
    headers,
    body: losesBody ? undefined : request.body,
  };
}
