const MAX_LENGTH = 2_000;
const HOME = "/admin";
/** A path of our own as it may stand in an address: visible ASCII but what browsers read as another host or scheme. */
const PLAIN = /^\/(?![/\\])[\w\-.~!$&'()*+,;=:@%/?[\]]*$/;

/**
 * Where to go after signing in. Only a path of this very site: whatever a browser could read as another one (`//host`,
 * `/\host`, a scheme, control characters, dots that climb) leads to the admin instead, and so does the sign-in page itself.
 */
export function safeNextPath(wanted: unknown): string {
  if (typeof wanted !== "string" || wanted.length > MAX_LENGTH || !PLAIN.test(wanted)) return HOME;
  const base = "http://own.invalid";
  const url = URL.canParse(wanted, base) ? new URL(wanted, base) : null;
  if (url === null || url.origin !== base || url.pathname.startsWith("//")) return HOME;
  if (/^\/(sign-in|setup|invite|reset|api|v1)(\/|$)/.test(url.pathname)) return HOME;
  return url.pathname + url.search;
}

/** The sign-in page that leads back to `path`. */
export const signInPath = (path: string): string => `/sign-in?next=${encodeURIComponent(safeNextPath(path))}`;
