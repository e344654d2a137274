import { countSeries, insertSeries, type SeriesFields } from "#lib/data/maintenance/series.ts";
import { newId } from "#lib/data/new-id.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import {
  DEFAULT_NOTICE_HOURS,
  DEFAULT_REMIND_MINUTES,
  MAX_SERIES,
  type NewSeries,
} from "#lib/domain/incidents/maintenance-input.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { checkedRule } from "#lib/domain/maintenance/recurrence.ts";
import type { MaintenanceSeries } from "#lib/domain/maintenance/series.ts";
import { readScopedPage } from "../pages/read.ts";
import { about, CHANGEABLE, requireNamed, within } from "./record.ts";

const fieldsOf = (input: NewSeries): SeriesFields => ({
  name: input.name,
  body: input.body ?? "",
  translations: input.translations ?? {},
  componentIds: [...new Set(input.component_ids ?? [])],
  rrule: input.rrule,
  startsAt: input.starts_at,
  durationMinutes: input.duration_minutes,
  noticeHours: input.notice_hours ?? DEFAULT_NOTICE_HOURS,
  remindMinutes: input.remind_minutes ?? [...DEFAULT_REMIND_MINUTES],
  startsItself: input.scheduled_auto_in_progress ?? true,
  endsItself: input.scheduled_auto_completed ?? true,
});

/**
 * Keeps a recurring window. Its windows are made by the worker, `notice_hours` before each starts.
 * @throws Failure invalid (rule, components, too many series)
 */
export const createSeries = (
  scope: Scope<"incidents:write">,
  input: NewSeries,
  now: number,
): Promise<MaintenanceSeries> =>
  change(scope, async (tx) => {
    const { id: pageId, timeZone } = await readScopedPage(scope, tx);
    const fields = fieldsOf(input);
    const rrule = within("series", () => checkedRule(fields, timeZone, now));
    await requireNamed(tx, pageId, fields.componentIds);
    if ((await countSeries(tx, pageId)) >= MAX_SERIES)
      throw invalid([{ path: "series", message: `a page has at most ${MAX_SERIES} series` }]);
    const series = await insertSeries(tx, { id: newId(), pageId }, { ...fields, rrule }, now);
    const { after } = difference({} as MaintenanceSeries, series, CHANGEABLE)!;
    return {
      result: series,
      audit: { ...about(series.id, "create"), after },
      event: { kind: "maintenance_series.changed", payload: { series_id: series.id } },
    };
  });
