import {
  claimTouches,
  countDaysOfSums,
  countHoursOfEvents,
  forgetSums,
  writeHours,
} from "#lib/data/slo/summing/objective-sums.ts";
import { readWindowRows } from "#lib/data/slo/summing/window-rows.ts";
import { inTransaction, type Sql } from "#lib/data/sql.ts";
import { countedBy, countsWindows, slisOf } from "#lib/domain/slo/counting/parts.ts";
import { isGoodSlice } from "#lib/domain/slo/counting/slices.ts";
import type { StoredObjective } from "#lib/domain/slo/definition.ts";
import type { SliWindow } from "#lib/domain/slo/measurement.ts";

const HOUR_MS = 3_600_000;
/** What figures look back over, and a little more. */
const KEPT_MS = 95 * 24 * HOUR_MS;
/** Objectives whose windows are read at once: a whole history of one is 27,000 windows with their latencies. */
const BATCH = 4;

type Counting = { objective: StoredObjective; from: number };

/** From where each objective must be counted; those that nothing touched are left out. */
function countings(
  objectives: readonly StoredObjective[],
  counted: ReadonlyMap<string, string | null>,
  touched: ReadonlyMap<string, number>,
  now: number,
): Counting[] {
  const oldest = now - KEPT_MS;
  return objectives.flatMap((objective) => {
    const { id, rule } = objective;
    if (rule.kind === "availability") return [];
    const isNew = counted.get(id) !== countedBy(rule);
    const at = slisOf(rule).flatMap((sli) => touched.get(sli) ?? []);
    if (!isNew && at.length === 0) return [];
    const from = isNew ? oldest : Math.max(oldest, Math.min(...at));
    return [{ objective, from: Math.floor(from / HOUR_MS) * HOUR_MS }];
  });
}

/** Good and evaluable windows of each hour; hours without an evaluable window are zero: late data may have taken it away. */
function hoursOf(objective: StoredObjective, windows: readonly SliWindow[]) {
  const { rule } = objective;
  if (!countsWindows(rule)) return [];
  const hours = new Map<number, { good: number; total: number }>();
  for (const window of windows) {
    const at = Math.floor(window.at / HOUR_MS) * HOUR_MS;
    const hour = hours.get(at) ?? { good: 0, total: 0 };
    hours.set(at, hour);
    const isGood = isGoodSlice(rule, window);
    if (isGood === null) continue;
    hour.total += 1;
    if (isGood) hour.good += 1;
  }
  return [...hours].map(([at, { good, total }]) => ({
    objectiveId: objective.id,
    at,
    good: BigInt(good),
    total: BigInt(total),
  }));
}

async function countWindows(sql: Sql, all: readonly Counting[], now: number): Promise<void> {
  // Those of one SLI share what is read: the percentiles of one endpoint, the tiers of one service.
  const bySli = [...Map.groupBy(all, ({ objective }) => slisOf(objective.rule)[0]!)];
  for (let first = 0; first < bySli.length; first += BATCH) {
    const batch = bySli.slice(first, first + BATCH);
    const wanted = batch.map(([sliId, countings]) => ({
      sliId,
      from: Math.min(...countings.map(({ from }) => from)),
      withCounts: countings.some(({ objective }) => objective.rule.kind === "latency"),
    }));
    const windows = await readWindowRows(sql, wanted, now);
    await writeHours(
      sql,
      batch.flatMap(([sliId, countings]) =>
        countings.flatMap(({ objective }) => hoursOf(objective, windows.get(sliId)!)),
      ),
    );
  }
}

/**
 * Counts hours and days of the objectives whose windows changed since they were last counted, late data too, or whose rule is
 * another now (`counted`: by what each was counted last). Returns from when (ms) each of those was counted.
 */
export async function countObjectives(
  objectives: readonly StoredObjective[],
  counted: ReadonlyMap<string, string | null>,
  now: number,
): Promise<Map<string, number>> {
  const sliIds = [...new Set(objectives.flatMap(({ rule }) => slisOf(rule)))];
  return await inTransaction(async (sql) => {
    const touched = await claimTouches(sql, sliIds);
    const all = countings(objectives, counted, touched, now);
    const changed = all.filter(({ objective }) => counted.get(objective.id) !== countedBy(objective.rule));
    await forgetSums(
      sql,
      changed.map(({ objective }) => objective.id),
    );
    const [byWindow, byEvent] = [
      all.filter(({ objective }) => countsWindows(objective.rule)),
      all.filter(({ objective }) => !countsWindows(objective.rule)),
    ];
    await countHoursOfEvents(
      sql,
      byEvent.flatMap(({ objective, from }) =>
        slisOf(objective.rule).map((sliId, part) => ({ objectiveId: objective.id, part, sliId, from })),
      ),
    );
    await countWindows(sql, byWindow, now);
    await countDaysOfSums(
      sql,
      all.map(({ objective, from }) => ({
        objectiveId: objective.id,
        parts: countsWindows(objective.rule) ? 1 : slisOf(objective.rule).length,
        from,
      })),
    );
    return new Map(all.map(({ objective, from }) => [objective.id, from]));
  });
}
