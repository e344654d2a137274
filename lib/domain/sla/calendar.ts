import { Temporal } from "temporal-polyfill";

const FRIDAY = 5;

/** The first Friday of "2026-11": when paying customers get the report of the month before. "2026-11-06". */
export function firstFriday(month: string): string {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  return first.add({ days: (FRIDAY - first.dayOfWeek + 7) % 7 }).toString();
}
