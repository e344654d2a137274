import { z } from "zod";
import { invalid } from "#lib/domain/errors.ts";
import { dayBounds, dayOf } from "#lib/domain/status/calendar.ts";

export const MAX_UPTIME_MONTHS = 6;
const DEFAULT_DAYS = 90;
const DAY_MS = 86_400_000;

const partialDate = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, "a date: 2026, 2026-11 or 2026-11-23");

/** As Statuspage has it: whole days of the page's zone; a year or a month means its first or last day. */
export const uptimeQuery = z.object({
  start: partialDate
    .optional()
    .meta({ description: "First day; default: 90 days ago, or the start date if later" }),
  end: partialDate.optional().meta({ description: "Last day; default: today" }),
  skip_related_events: z.boolean().optional(),
});

const lastDayOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function wholeDate(text: string, edge: "start" | "end"): string {
  const [year, month, day] = text.split("-");
  const wholeMonth = month ?? (edge === "start" ? "01" : "12");
  const last = lastDayOf(Number(year), Number(wholeMonth));
  const wholeDay = day ?? (edge === "start" ? "01" : String(last));
  if (Number(wholeDay) > last) throw invalid([{ path: edge, message: "no such day in the calendar" }]);
  return `${year}-${wholeMonth}-${wholeDay}`;
}

/** The day `months` calendar months later, cut to the end of a shorter month. */
function monthsLater(date: string, months: number): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = lastDayOf(first.getUTCFullYear(), first.getUTCMonth() + 1);
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
}

/**
 * The stretch [from, until) in ms that a question about uptime means, never before `startDate` nor after `now`.
 * @throws Failure invalid (more than six calendar months, end before start)
 */
export function uptimeRange(
  query: Pick<z.infer<typeof uptimeQuery>, "start" | "end">,
  { startDate, timeZone, now }: { startDate: string | null; timeZone: string; now: number },
): { from: number; until: number; warnings: string[] } {
  const today = dayOf(now, timeZone);
  const usual = dayOf(now - (DEFAULT_DAYS - 1) * DAY_MS, timeZone);
  const start = query.start ? wholeDate(query.start, "start") : usual;
  const end = query.end ? wholeDate(query.end, "end") : today;
  if (end < start) throw invalid([{ path: "end", message: "lies before start" }]);
  if (end >= monthsLater(start, MAX_UPTIME_MONTHS))
    throw invalid([{ path: "end", message: `at most ${MAX_UPTIME_MONTHS} calendar months after start` }]);
  const warnings: string[] = [];
  if (startDate !== null && startDate > start && query.start)
    warnings.push(`The range begins at the start date, ${startDate}`);
  const first = startDate !== null && startDate > start ? startDate : start;
  const until = Math.min(dayBounds(end, timeZone).endedAt, now);
  return { from: Math.min(dayBounds(first, timeZone).startedAt, until), until, warnings };
}
