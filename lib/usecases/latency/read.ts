import { pool } from "#lib/data/db.ts";
import {
  type LatencyPoint,
  readLatencies,
  readLatencyDays,
  readPublicMonitorIds,
} from "#lib/data/status/latencies.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";
import { dayBounds, lastDays } from "#lib/domain/status/calendar.ts";

export type { LatencyPoint };

export const MAX_LATENCY_HOURS = 168;
export const MAX_LATENCY_DAYS = 90;
const HOUR_MS = 3_600_000;
const NOTHING = { p50: null, p95: null, p99: null };

export type LatencyWindow = ({ hours: number } | { days: number }) & { now: number; timeZone: string };

/**
 * P50, P95 and P99 response times (ms) of a published component per hour (at most 168) or per calendar day of the zone
 * (at most 90), oldest first, the running one last; null where nothing answered. `at` is the start, ms.
 * @throws Failure not_found, invalid (window too long)
 */
export async function readComponentLatency(
  componentId: string,
  window: LatencyWindow,
): Promise<LatencyPoint[]> {
  const monitorIds = await readPublicMonitorIds(pool(), componentId);
  if (!monitorIds) throw notFound("component");
  return "hours" in window ? await byHour(monitorIds, window) : await byDay(monitorIds, window);
}

function within(value: number, most: number, unit: string): number {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Failure("invalid", `Response times are told for 1 to ${most} ${unit}`);
}

async function byHour(monitorIds: string[], { hours, now }: { hours: number; now: number }) {
  const count = within(hours, MAX_LATENCY_HOURS, "hours");
  const end = (Math.floor(now / HOUR_MS) + 1) * HOUR_MS;
  const edges = Array.from({ length: count + 1 }, (_, i) => end - (count - i) * HOUR_MS);
  return await readLatencies(pool(), monitorIds, edges);
}

async function byDay(
  monitorIds: string[],
  { days, now, timeZone }: { days: number; now: number; timeZone: string },
) {
  const dates = lastDays(within(days, MAX_LATENCY_DAYS, "days"), now, timeZone);
  const starts = dates.map((date) => dayBounds(date, timeZone).startedAt);
  const [only] = monitorIds;
  // Percentiles of several monitors cannot be made from their days' percentiles: only one monitor has the short way.
  if (monitorIds.length !== 1 || !only)
    return await readLatencies(pool(), monitorIds, [...starts, dayBounds(dates.at(-1)!, timeZone).endedAt]);
  const counted = await readLatencyDays(pool(), only, dates[0]!);
  return dates.map((date, i) => ({ at: starts[i]!, ...NOTHING, ...counted.get(date) }));
}
