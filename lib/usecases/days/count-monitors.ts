import { pool } from "#lib/data/db.ts";
import { inTransaction } from "#lib/data/sql.ts";
import {
  claimMonitorDays,
  type MonitorDay,
  type MonitorDayRequest,
  writeComponentMetrics,
  writeMonitorDays,
} from "#lib/data/status/monitor-days.ts";
import { dayBounds, dayOf, lastDays } from "#lib/domain/status/calendar.ts";

const DAY_MS = 86_400_000;
/** Public metrics tell about the last 24 hours. */
const METRICS_WINDOW_MS = DAY_MS;

/** Counts monitor_days wherever samples came since the last time. Returns how many monitors. */
export async function countMonitorDays(): Promise<number> {
  let counted = 0;
  for (;;) {
    const done = await inTransaction(async (sql) => {
      const requests = await claimMonitorDays(sql);
      await writeMonitorDays(sql, requests.flatMap(daysOf));
      return requests.length;
    });
    counted += done;
    if (done === 0) return counted;
  }
}

/** From the day of the earliest new sample to the day of the newest one: it may lie between them. */
function daysOf({ monitorId, timeZone, fromAt, untilAt }: MonitorDayRequest): MonitorDay[] {
  const first = dayOf(fromAt, timeZone);
  const count = Math.ceil((untilAt - fromAt) / DAY_MS) + 1;
  return lastDays(count, untilAt, timeZone)
    .filter((date) => date >= first)
    .map((date) => ({ monitorId, date, ...dayBounds(date, timeZone) }));
}

/** Measures every component's public response time and success ratio of the last 24 hours. */
export const measureComponents = (now: number): Promise<number> =>
  writeComponentMetrics(pool(), now - METRICS_WINDOW_MS, now);
