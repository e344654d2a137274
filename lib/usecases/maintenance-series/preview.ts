import type { Scope } from "#lib/data/scope.ts";
import type { SeriesPreview } from "#lib/domain/incidents/maintenance-input.ts";
import { checkedRule, type Occurrence, previewSeries } from "#lib/domain/maintenance/recurrence.ts";
import { readScopedPage } from "../pages/read.ts";
import { within } from "./record.ts";

const DEFAULT_COUNT = 10;

/** The next dates of a rule in the page's zone, and the rule as it would be stored. @throws Failure invalid */
export async function previewDates(
  scope: Scope<"page:read">,
  input: SeriesPreview,
  now: number,
): Promise<{ rrule: string; timeZone: string; dates: Occurrence[] }> {
  const { timeZone } = await readScopedPage(scope);
  const { rrule, starts_at: startsAt, duration_minutes: durationMinutes } = input;
  const recurrence = { rrule, startsAt, durationMinutes };
  return within("series", () => ({
    rrule: checkedRule(recurrence, timeZone, now),
    timeZone,
    dates: previewSeries(recurrence, timeZone, input.count ?? DEFAULT_COUNT, now),
  }));
}
