import { down, type ProbeResult } from "./result.ts";

/**
 * Judges a job that calls us: late (no call for its interval and the grace) is down. Pure.
 * @returns null before the first call: nothing is known yet. `now` and `lastPingAt` are milliseconds since the epoch
 */
export function judgeHeartbeat(heartbeat: {
  lastPingAt: number | null;
  intervalMs: number;
  graceMs: number;
  now: number;
}): ProbeResult | null {
  const { lastPingAt, intervalMs, graceMs, now } = heartbeat;
  if (lastPingAt === null) return null;
  if (now - lastPingAt > intervalMs + graceMs) return down("heartbeat_late");
  return { outcome: "up", latencyMs: null, detail: {} };
}
