import { pool, prisma } from "#lib/data/db.ts";
import { readNameable } from "#lib/data/incidents/components.ts";
import { lockSeries, readActiveSeries, readOccurrences } from "#lib/data/maintenance/series.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import type { NewIncident } from "#lib/domain/incidents/input.ts";
import { startsOf } from "#lib/domain/maintenance/recurrence.ts";
import { type MaintenanceSeries, noticeRange, type ZonedSeries } from "#lib/domain/maintenance/series.ts";
import { maintenanceScope } from "../maintenance/advance.ts";
import { scheduleInside } from "../maintenance/schedule.ts";

/** Most windows of one series that are made in one round; the next round makes the rest. */
const MAX_MADE = 100;
const MINUTE_MS = 60_000;

/** What somebody would have typed. */
async function inputOf(tx: Tx, series: MaintenanceSeries, startsAt: number): Promise<NewIncident> {
  // A component that was archived since is no affair of the window any more.
  const nameable = await readNameable(tx, series.pageId, series.componentIds);
  const names = Object.entries(series.translations).flatMap(([language, { name }]) =>
    name ? [[language, { name }]] : [],
  );
  const bodies = Object.entries(series.translations).flatMap(([language, { body }]) =>
    body ? [[language, { body }]] : [],
  );
  return {
    name: series.name,
    kind: "maintenance",
    translations: Object.fromEntries(names),
    body: series.body,
    update_translations: Object.fromEntries(bodies),
    component_ids: series.componentIds.filter((id) => nameable.has(id)),
    scheduled_for: startsAt,
    scheduled_until: startsAt + series.durationMinutes * MINUTE_MS,
    scheduled_auto_in_progress: series.startsItself,
    scheduled_auto_completed: series.endsItself,
    remind_minutes: series.remindMinutes,
  };
}

/** Announces one date, unless another worker has or the series was changed in the meantime. */
async function makeOne(series: ZonedSeries, startsAt: number, now: number): Promise<boolean> {
  return await change(maintenanceScope(series.pageId), async (tx) => {
    const present = await lockSeries(tx, series.pageId, series.id);
    const isStale = present?.revision !== series.revision;
    if (!present || isStale || (await readOccurrences(tx, series.id, startsAt)).has(startsAt))
      return { result: false, audit: null, event: null };
    const input = await inputOf(tx, present, startsAt);
    const occurrence = { seriesId: series.id, occurrenceAt: startsAt };
    const made = await scheduleInside(tx, maintenanceScope(series.pageId), input, now, occurrence);
    return { ...made, result: true };
  });
}

async function makeOf(series: ZonedSeries, now: number): Promise<number> {
  const starts = startsOf(series, series.timeZone, { ...noticeRange(series, now), limit: MAX_MADE });
  if (starts.length === 0) return 0;
  const known = await readOccurrences(prisma(), series.id, now);
  let made = 0;
  for (const startsAt of starts)
    if (!known.has(startsAt) && (await makeOne(series, startsAt, now))) made += 1;
  return made;
}

/**
 * Makes the windows of every series that are to be announced by now: each as a window of its own, once per date. Dates
 * that passed while no worker ran are not made up for. Returns how many it made.
 */
export async function materialiseSeries(now: number): Promise<number> {
  let made = 0;
  let failure: unknown;
  for (const series of await readActiveSeries(pool()))
    try {
      made += await makeOf(series, now);
    } catch (error) {
      // One series that cannot be kept (its page is full of windows) does not keep the others waiting.
      failure ??= error;
    }
  if (failure !== undefined) throw failure;
  return made;
}
