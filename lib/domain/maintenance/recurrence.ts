import * as bundled from "rrule";
import { Temporal } from "temporal-polyfill";
import { type Fault, invalid } from "#lib/domain/errors.ts";
import { type Rule, readRule, ruleText } from "./rule.ts";

// In a bundle the package is an ES module; under plain Node a CommonJS one, whose names lie below `default`.
const { RRule } = "RRule" in bundled ? bundled : (bundled as { default: typeof bundled }).default;

/** A rule must name a date within this time from now. */
export const MAX_EMPTY_YEARS = 5;
const YEAR_MS = 366 * 86_400_000;
const MINUTE_MS = 60_000;
/** How many windows a rule's density is judged by: every rule repeats its pattern within them. */
const JUDGED = 500;
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
/**
 * The package looks for dates until the year 9999, for seconds where there are none. Weekdays and leap years repeat
 * every 400 years: a rule that is laid into the last centuries before that finds the same dates, and its end at once.
 */
const SHIFT_YEARS = 7_600;

export type Recurrence = { rrule: string; startsAt: string };
/** One date of a series. Instants in ms. */
export type Occurrence = { startsAt: number; endsAt: number };

/** Local times travel through the package as if they were UTC: so the clock of the zone never changes on the way. */
const floating = (local: Temporal.PlainDateTime, shiftYears: number): Date =>
  new Date(local.add({ years: shiftYears }).toZonedDateTime("UTC").epochMilliseconds);
const unfloating = (date: Date): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime())
    .toZonedDateTimeISO("UTC")
    .toPlainDateTime()
    .subtract({ years: SHIFT_YEARS });

/** "2026-12-01T02:00", or null when that day or time is not in the calendar. */
function localTime(text: string): Temporal.PlainDateTime | null {
  try {
    const local = Temporal.PlainDateTime.from(text, { overflow: "reject" });
    return local.year >= FIRST_YEAR && local.year < LAST_YEAR ? local : null;
  } catch {
    return null;
  }
}

/** The last local time that UNTIL allows; a date means its whole day. */
function untilOf(text: string, timeZone: string): Temporal.PlainDateTime {
  const [date, time] = [text.slice(0, 8), text.slice(9, 15)];
  const day = Temporal.PlainDate.from(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`);
  if (!time) return day.add({ days: 1 }).toPlainDateTime().subtract({ nanoseconds: 1 });
  const at = `${day}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`;
  if (!text.endsWith("Z")) return Temporal.PlainDateTime.from(at);
  return Temporal.Instant.from(`${at}Z`).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

/** A checked recurrence; faults of either text with their paths. */
function read({ rrule, startsAt }: Recurrence, timeZone: string) {
  const { rule, faults } = readRule(rrule);
  const local = localTime(startsAt);
  const all: Fault[] = [...faults];
  if (!local) all.push({ path: "starts_at", message: "no such day or time between 2000 and 2100" });
  let until: Temporal.PlainDateTime | null = null;
  try {
    if (rule?.UNTIL) until = untilOf(rule.UNTIL, timeZone);
  } catch {
    all.push({ path: "rrule", message: "UNTIL is no day of the calendar" });
  }
  if (!rule || !local || all.length > 0) throw invalid(all);
  return { rule, local, until };
}

/** The package's options: the rule without its end, which is a matter of the zone. */
const options = ({ UNTIL: _, ...rule }: Rule, local: Temporal.PlainDateTime) => ({
  ...RRule.parseString(ruleText(rule)),
  dtstart: floating(local, SHIFT_YEARS),
});

/**
 * Starts (ms) that the rule names in [from, until), at most `limit`, oldest first. The local time of day stays the same
 * all year. A local time that the clocks skip is taken later by what they skip; one that comes twice is the first of
 * the two.
 * @throws Failure invalid
 */
export function startsOf(
  recurrence: Recurrence,
  timeZone: string,
  { from, until, limit }: { from: number; until: number; limit: number },
): number[] {
  const { rule, local, until: last } = read(recurrence, timeZone);
  const found: number[] = [];
  new RRule(options(rule, local)).all((date) => {
    const at = unfloating(date);
    if (last && Temporal.PlainDateTime.compare(at, last) > 0) return false;
    const instant = at.toZonedDateTime(timeZone, { disambiguation: "compatible" }).epochMilliseconds;
    if (instant >= until) return false;
    // A zone that skipped a whole day names the next one twice.
    if (instant >= from && found.at(-1) !== instant) found.push(instant);
    return found.length < limit;
  });
  return found;
}

/** The next dates of a rule that would be kept, from `now` on. @throws Failure invalid */
export function previewSeries(
  recurrence: Recurrence & { durationMinutes: number },
  timeZone: string,
  count: number,
  now: number,
): Occurrence[] {
  const range = { from: now, until: now + MAX_EMPTY_YEARS * YEAR_MS };
  const starts = startsOf(recurrence, timeZone, { ...range, limit: Math.max(count, JUDGED) });
  const durationMs = recurrence.durationMinutes * MINUTE_MS;
  const fault = densityFault(starts, durationMs);
  if (fault) throw invalid([{ path: "rrule", message: fault }]);
  return starts.slice(0, count).map((startsAt) => ({ startsAt, endsAt: startsAt + durationMs }));
}

function densityFault(starts: readonly number[], durationMs: number): string | null {
  if (starts.length === 0) return `the rule names no date within the next ${MAX_EMPTY_YEARS} years`;
  for (const [i, startedAt] of starts.entries()) {
    const next = starts[i + 1];
    if (next === undefined || next - startedAt >= durationMs) continue;
    const [every, lasts] = [next - startedAt, durationMs].map((ms) => Math.floor(ms / MINUTE_MS));
    return `windows of ${lasts} minutes would overlap: two of them begin ${every} minutes apart`;
  }
  return null;
}

/** The rule as it is stored, if the series can be kept. @throws Failure invalid with the path of each fault */
export function checkedRule(
  recurrence: Recurrence & { durationMinutes: number },
  timeZone: string,
  now: number,
): string {
  previewSeries(recurrence, timeZone, 1, now);
  return ruleText(read(recurrence, timeZone).rule);
}
