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
/** Objectives whose whole history is counted in one transaction. */
const ANEW_BATCH = 10;

type Counting = { objective: StoredObjective; from: number };

const hourOf = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;

/** From where each objective must be counted again; those that nothing touched are left out. */
const touchedOnes = (
  objectives: readonly StoredObjective[],
  touched: ReadonlyMap<string, number>,
  oldest: number,
): Counting[] =>
  objectives.flatMap((objective) => {
    const at = slisOf(objective.rule).flatMap((sli) => touched.get(sli) ?? []);
    return at.length === 0 ? [] : [{ objective, from: hourOf(Math.max(oldest, Math.min(...at))) }];
  });

/** Good and evaluable windows of each hour; hours without an evaluable window are zero: late data may have taken it away. */
function hoursOf(objective: StoredObjective, windows: readonly SliWindow[]) {
  const { rule } = objective;
  if (!countsWindows(rule)) return [];
  const hours = new Map<number, { good: number; total: number }>();
  for (const window of windows) {
    const at = hourOf(window.at);
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

async function count(sql: Sql, all: readonly Counting[], now: number): Promise<void> {
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
}

/** The whole history of objectives that are new, or whose rule is another now. */
async function countAnew(sql: Sql, all: readonly Counting[], now: number): Promise<void> {
  await forgetSums(
    sql,
    all.map(({ objective }) => objective.id),
  );
  await count(sql, all, now);
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
  const oldest = now - KEPT_MS;
  const counting = objectives.filter(({ rule }) => rule.kind !== "availability");
  const isNew = ({ id, rule }: StoredObjective) => counted.get(id) !== countedBy(rule);
  const sliIds = [...new Set(objectives.flatMap(({ rule }) => slisOf(rule)))];
  const again = await inTransaction(async (sql) => {
    const touched = await claimTouches(sql, sliIds);
    const known = counting.filter((objective) => !isNew(objective));
    const all = touchedOnes(known, touched, oldest);
    await count(sql, all, now);
    return all;
  });
  // After the notes are taken, so that nothing is missed; and a few at a time without them, because whoever sends measurements
  // waits for a note that is held, and a whole history takes a while.
  const anew = counting.filter(isNew).map((objective) => ({ objective, from: hourOf(oldest) }));
  for (let first = 0; first < anew.length; first += ANEW_BATCH)
    await inTransaction((sql) => countAnew(sql, anew.slice(first, first + ANEW_BATCH), now));
  return new Map([...again, ...anew].map(({ objective, from }) => [objective.id, from]));
}
