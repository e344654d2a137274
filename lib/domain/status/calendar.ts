import { Temporal } from "temporal-polyfill";

/** Half-open [startedAt, endedAt), milliseconds since the epoch. */
export type Bounds = { readonly startedAt: number; readonly endedAt: number };

const plainDay = (at: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
const startOf = (date: Temporal.PlainDate, timeZone: string): number =>
  date.toZonedDateTime(timeZone).epochMilliseconds;

/** True for a zone of the IANA database, "Asia/Seoul". */
export function isTimeZone(timeZone: string): boolean {
  try {
    plainDay(0, timeZone);
    return true;
  } catch {
    return false;
  }
}

/** The calendar day, "2026-11-23", that an instant belongs to. */
export const dayOf = (at: number, timeZone: string): string => plainDay(at, timeZone).toString();

const MAX_REMEMBERED_DAYS = 20_000;
const MAX_REMEMBERED_LISTS = 200;
const rememberedDays = new Map<string, Bounds>();

/** A calendar day's real bounds: 23 and 25 hours happen, a day that a zone skipped is empty. */
export function dayBounds(date: string, timeZone: string): Bounds {
  // A snapshot asks for the same 90 days for every component, and the calendar takes longer than all other arithmetic.
  const key = `${date} ${timeZone}`;
  const remembered = rememberedDays.get(key);
  if (remembered) return remembered;
  const day = Temporal.PlainDate.from(date);
  const bounds = { startedAt: startOf(day, timeZone), endedAt: startOf(day.add({ days: 1 }), timeZone) };
  if (rememberedDays.size >= MAX_REMEMBERED_DAYS) rememberedDays.clear();
  rememberedDays.set(key, bounds);
  return bounds;
}

const rememberedLists = new Map<string, readonly string[]>();

/** The last `count` calendar days, oldest first, today last. */
export function lastDays(count: number, now: number, timeZone: string): string[] {
  const today = plainDay(now, timeZone);
  // Every objective of a round asks for the same 90 days.
  const key = `${count} ${today}`;
  const remembered = rememberedLists.get(key);
  if (remembered) return [...remembered];
  const days = Array.from({ length: count }, (_, i) => today.subtract({ days: count - 1 - i }).toString());
  if (rememberedLists.size >= MAX_REMEMBERED_LISTS) rememberedLists.clear();
  rememberedLists.set(key, days);
  return [...days];
}

/** A calendar month, "2026-10", in the given zone. */
export function monthBounds(month: string, timeZone: string): Bounds {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  return { startedAt: startOf(first, timeZone), endedAt: startOf(first.add({ months: 1 }), timeZone) };
}

/** The days of "2026-10", in order. */
export function daysOfMonth(month: string): string[] {
  const whole = Temporal.PlainYearMonth.from(month);
  return Array.from({ length: whole.daysInMonth }, (_, i) => whole.toPlainDate({ day: i + 1 }).toString());
}
