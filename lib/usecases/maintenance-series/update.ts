import { type SeriesFields, saveSeries } from "#lib/data/maintenance/series.ts";
import type { Scope } from "#lib/data/scope.ts";
import { type Audit, change, type Event, type Tx } from "#lib/data/tx.ts";
import type { Confirmation, SeriesPatch } from "#lib/domain/incidents/maintenance-input.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { given } from "#lib/domain/input/given.ts";
import { checkedRule, startsOf } from "#lib/domain/maintenance/recurrence.ts";
import type { MaintenanceSeries, ZonedSeries } from "#lib/domain/maintenance/series.ts";
import type { MaintenanceWindow } from "#lib/domain/maintenance/steps.ts";
import { maintenanceScope } from "../maintenance/advance.ts";
import { moveInside, tellMove } from "../maintenance/inside/move.ts";
import { recorded } from "../maintenance/inside/record.ts";
import { readScopedPage } from "../pages/read.ts";
import { about, CHANGEABLE, lockedSeries, requireNamed, within } from "./record.ts";
import { untouched, withdraw } from "./withdraw.ts";

const MINUTE_MS = 60_000;
const YEAR_MS = 366 * 86_400_000;
const MAX_STARTS = 1_000;

const fieldsOf = (patch: SeriesPatch): Partial<SeriesFields> =>
  given({
    name: patch.name,
    body: patch.body,
    translations: patch.translations,
    componentIds: patch.component_ids && [...new Set(patch.component_ids)],
    rrule: patch.rrule,
    startsAt: patch.starts_at,
    durationMinutes: patch.duration_minutes,
    noticeHours: patch.notice_hours,
    remindMinutes: patch.remind_minutes,
    startsItself: patch.scheduled_auto_in_progress,
    endsItself: patch.scheduled_auto_completed,
  });

/**
 * Gives announced windows the new length of their series, with a new notice of their times. The series speaks, not the
 * person: they stay its own.
 */
async function resize(
  tx: Tx,
  { pageId }: Scope,
  windows: readonly MaintenanceWindow[],
  durationMinutes: number,
  now: number,
): Promise<{ audits: Audit[]; events: Event[] }> {
  const done: { audits: Audit[]; events: Event[] } = { audits: [], events: [] };
  for (const before of windows) {
    const scheduled_until = before.maintenance.scheduledFor + durationMinutes * MINUTE_MS;
    const moved = await moveInside(tx, before, { scheduled_until, confirm: ["overlap", "past"] }, now);
    if (!moved || moved.move === "draft") continue;
    const told = await tellMove(
      tx,
      maintenanceScope(pageId),
      { window: moved.window, move: moved.move },
      {},
      now,
    );
    const { audit, event } = recorded(before, told);
    done.audits.push(audit);
    if (event) done.events.push(event);
  }
  return done;
}

/** What new times of a series mean for windows that are announced and that nobody has touched. */
async function follow(
  tx: Tx,
  scope: Scope,
  series: ZonedSeries,
  confirm: readonly Confirmation[] | undefined,
  now: number,
) {
  const windows = await untouched(tx, series);
  const last = Math.max(now, ...windows.map(({ maintenance }) => maintenance.scheduledFor)) + YEAR_MS;
  const starts = new Set(startsOf(series, series.timeZone, { from: now, until: last, limit: MAX_STARTS }));
  const fits = ({ maintenance }: MaintenanceWindow) => starts.has(maintenance.scheduledFor);
  const gone = await withdraw(
    tx,
    scope,
    windows.filter((window) => !fits(window)),
    confirm,
    now,
  );
  const kept = await resize(tx, scope, windows.filter(fits), series.durationMinutes, now);
  return { audits: [...gone.audits, ...kept.audits], events: [...gone.events, ...kept.events] };
}

const TIMES = ["rrule", "startsAt", "durationMinutes"] as const;
const isRetimed = (before: MaintenanceSeries, after: MaintenanceSeries): boolean =>
  difference(before, after, TIMES) !== null;

/**
 * Changes a series. New times: announced windows that nobody has touched follow; those whose date it no longer names are
 * cancelled after asking. New texts and components hold for windows made from now on: what readers were told stays.
 * @throws Failure not_found, conflict (revision, cancellation not confirmed), invalid
 */
export const updateSeries = (
  scope: Scope<"incidents:write">,
  id: string,
  patch: SeriesPatch,
  now: number,
): Promise<MaintenanceSeries> =>
  change(scope, async (tx) => {
    const { timeZone } = await readScopedPage(scope, tx);
    const before = await lockedSeries(tx, scope, id, patch.revision);
    const wanted = { ...before, ...fieldsOf(patch) };
    const retimed = isRetimed(before, wanted);
    const rrule = retimed ? within("series", () => checkedRule(wanted, timeZone, now)) : before.rrule;
    const after = { ...wanted, rrule };
    const known = new Set(before.componentIds);
    await requireNamed(
      tx,
      scope.pageId,
      after.componentIds.filter((one) => !known.has(one)),
    );
    const changed = difference(before, after, CHANGEABLE);
    if (!changed) return { result: before, audit: null, event: null };
    const followed = isRetimed(before, after)
      ? await follow(tx, scope, { ...after, timeZone }, patch.confirm, now)
      : { audits: [], events: [] };
    const series = await saveSeries(tx, id, { ...fieldsOf(patch), rrule }, now);
    const event = { kind: "maintenance_series.changed", payload: { series_id: id } };
    return {
      result: series,
      audit: [{ ...about(id, "update"), ...changed }, ...followed.audits],
      event: [event, ...followed.events],
    };
  });
