import type { MonitorKind } from "./monitor.ts";
import type { Outcome } from "./sample.ts";

/** Failures that our own network can cause: nothing answered. Never a status, a keyword or a refused connection. */
export const NETWORK_REASONS = ["dns_failed", "unreachable", "connect_timeout"] as const;
export const MIN_IMPAIRED_MONITORS = 3;
export const MIN_IMPAIRED_HOSTS = 2;

/** Kinds that use our own way out. Heartbeats and external samples come in, the self-probe never leaves the machine. */
const OUTGOING: readonly MonitorKind[] = ["http", "tcp", "dns", "tls"];

export type RecentProbe = {
  monitorId: string;
  host: string;
  kind: MonitorKind;
  outcome: Outcome;
  reason?: string;
  at: number;
  /** The monitor's verdict before this probe was up (or degraded). */
  wasUp: boolean;
};

/**
 * Is it us? Within one interval at least three monitors on at least two hosts that were up all failed with network
 * reasons and nothing at all succeeded (docs/uptime.md). With fewer monitors the rule is off.
 */
export function isProberImpaired(recent: readonly RecentProbe[], now: number, intervalMs: number): boolean {
  const counted = recent.filter(
    (probe) => OUTGOING.includes(probe.kind) && probe.at <= now && probe.at > now - intervalMs,
  );
  if (counted.some((probe) => probe.outcome !== "down")) return false;
  const fallen = counted.filter((probe) => probe.wasUp);
  const byNetwork = (probe: RecentProbe) => NETWORK_REASONS.some((reason) => reason === probe.reason);
  return (
    fallen.every(byNetwork) &&
    new Set(fallen.map((probe) => probe.monitorId)).size >= MIN_IMPAIRED_MONITORS &&
    new Set(fallen.map((probe) => probe.host)).size >= MIN_IMPAIRED_HOSTS
  );
}
