import { invalid } from "#lib/domain/errors.ts";
import type { Egress } from "./egress.ts";
import { NetFault } from "./fault.ts";
import { hostPort, parseHostPort, portOf, withoutBrackets } from "./host.ts";
import { readUrl } from "./redirect.ts";

/** Saving waits this long for a name server. */
const RESOLVE_TIMEOUT_MS = 3_000;

/**
 * Refuses a destination that a probe would refuse, when it is saved: the earliest moment to tell a person. A name that
 * cannot be resolved now passes (a service may be announced before it exists): each probe checks again.
 * @param destination an http(s) URL, or `host:port`
 * @param path where the value stood in the input, such as `monitor.url`
 * @throws Failure `invalid` that says which address is refused, and why
 */
export async function checkDestination(destination: string, egress: Egress, path = "url"): Promise<void> {
  const { host, port } = read(destination, path);
  try {
    await egress.resolve(host, port, { timeoutMs: RESOLVE_TIMEOUT_MS });
  } catch (error) {
    if (!(error instanceof NetFault)) throw error;
    if (error.reason !== "address_not_allowed") return;
    const allow = `EGRESS_ALLOW=${hostPort(host, port)}`;
    const advice = `only public addresses may be asked, unless the operator allows this one with ${allow}`;
    throw invalid([{ path, message: `${error.message}: ${advice}` }], error.message);
  }
}

function read(destination: string, path: string): { host: string; port: number } {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(destination)) {
    try {
      const url = readUrl(destination);
      return { host: withoutBrackets(url.hostname), port: portOf(url) };
    } catch (error) {
      if (!(error instanceof NetFault)) throw error;
      const message = "must be an http:// or https:// URL without user name and password";
      throw invalid([{ path, message }], error.message);
    }
  }
  const parsed = parseHostPort(destination);
  if (!parsed) throw invalid([{ path, message: "must be a host name or an IP address, and a port" }]);
  return parsed;
}
