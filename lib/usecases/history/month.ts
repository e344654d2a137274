import { readMonthIds } from "#lib/data/incidents/history.ts";
import { inTransaction } from "#lib/data/sql.ts";
import { MAX_MONTH_EVENTS, type PublicEvent } from "#lib/domain/history/months.ts";
import { monthBounds } from "#lib/domain/status/calendar.ts";
import { eventsOf } from "./events.ts";

export type MonthHistory = { events: PublicEvent[]; isCut: boolean };

/** Everything that was published of one month ("2026-10") in the page's zone, newest first, at most MAX_MONTH_EVENTS. */
export async function readMonthHistory(
  pageId: string,
  month: string,
  timeZone: string,
): Promise<MonthHistory> {
  const { startedAt: fromAt, endedAt: untilAt } = monthBounds(month, timeZone);
  return await inTransaction(async (sql) => {
    const ids = await readMonthIds(sql, pageId, { fromAt, untilAt, limit: MAX_MONTH_EVENTS + 1 });
    const events = await eventsOf(sql, pageId, ids.slice(0, MAX_MONTH_EVENTS));
    return { events, isCut: ids.length > MAX_MONTH_EVENTS };
  }, "begin isolation level repeatable read read only");
}
