import { createEgress } from "#lib/net/egress.ts";
import { probeHttp } from "./http.ts";
import type { ProbeResult } from "./result.ts";

const ORIGIN = /^http:\/\/127\.0\.0\.1:(\d{1,5})$/;

/**
 * Asks our own web process for /healthz over the loopback address: the one fixed exception to the egress guard, for this
 * port and path only. Nobody can create such a monitor.
 * @param origin `http://127.0.0.1:PORT`
 * @throws RangeError for any other origin
 */
export async function selfProbe(
  origin: string,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<ProbeResult> {
  const port = ORIGIN.exec(origin)?.[1];
  if (port === undefined) throw new RangeError("the self-probe asks http://127.0.0.1:PORT only");
  const egress = createEgress({ allow: [`127.0.0.1:${port}`], dnsServers: [] });
  const config = {
    url: `${origin}/healthz`,
    method: "GET" as const,
    headers: {},
    follow_redirects: false,
    expected_status: "200",
  };
  return probeHttp({ id: "self", kind: "http", config, timeoutMs, degradedAboveMs: null }, egress, signal);
}
