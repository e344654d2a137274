import type { SloStateRow } from "#lib/data/slo/states.ts";
import { readWindowRows } from "#lib/data/slo/summing/window-rows.ts";
import { inTransaction, type Sql } from "#lib/data/sql.ts";
import { countedBy, slisOf } from "#lib/domain/slo/counting/parts.ts";
import { type StoredObjective, WINDOW_MS } from "#lib/domain/slo/definition.ts";
import { type Judgement, type Memory, NO_MEMORY } from "#lib/domain/slo/judging/input.ts";
import { judgeObjective } from "#lib/domain/slo/judging/judge.ts";
import { dataUntilOf, rangesOf, windowsFrom } from "#lib/domain/slo/judging/ranges.ts";
import type { SliWindow } from "#lib/domain/slo/measurement.ts";
import { type Amounts, type AmountsWanted, readAmounts } from "./amounts.ts";
import { isAvailability, readTimes, type TimeOfObjective } from "./time.ts";

export type Page = { id: string; timeZone: string };

/** What a round found of an objective; an error of one is told and stops no other. */
export type Judged = { judgement: Judgement | Error; time: TimeOfObjective | null };

type Given = { page: Page; states: ReadonlyMap<string, SloStateRow>; now: number };

/** What the rules remember; nothing, of an objective that was never judged or whose rule is another now. */
export function memoryOf(objective: StoredObjective, state: SloStateRow | undefined): Memory {
  if (!state || state.counted !== countedBy(objective.rule)) return NO_MEMORY;
  return { ...NO_MEMORY, ...(state.memory as Partial<Memory>) };
}

/** The windows of every SLI that is judged, from where the first of its objectives needs them, the running one included. */
async function readWindowsOf(
  sql: Sql,
  wanted: readonly { objective: StoredObjective; from: number }[],
  now: number,
) {
  const bySli = new Map<string, { sliId: string; from: number; withCounts: boolean }>();
  for (const { objective, from } of wanted)
    for (const sliId of slisOf(objective.rule)) {
      const known = bySli.get(sliId);
      bySli.set(sliId, {
        sliId,
        from: Math.min(from, known?.from ?? from),
        withCounts: known?.withCounts || objective.rule.kind === "latency",
      });
    }
  return await readWindowRows(sql, [...bySli.values()], now + 1);
}

type Prepared = AmountsWanted & { memory: Memory; complete: (readonly SliWindow[])[] };

function prepare(
  objective: StoredObjective,
  from: number,
  memory: Memory,
  windows: ReadonlyMap<string, SliWindow[]>,
  { page, now }: Given,
): Prepared {
  const until = Math.ceil(now / WINDOW_MS) * WINDOW_MS;
  const own = slisOf(objective.rule).map((sli) => (windows.get(sli) ?? []).filter(({ at }) => at >= from));
  const complete = own.map((all) => all.filter(({ at }) => at + WINDOW_MS <= now));
  const dataUntil = dataUntilOf(complete, now);
  const ranges = rangesOf(objective, { now, timeZone: page.timeZone, dataUntil });
  return { objective, ranges, windows: own, windowsFrom: from, windowsUntil: until, memory, complete };
}

const NO_AMOUNTS: Amounts = new Map();

/** Judges the objectives of a page; everything is read in one consistent view and in few statements, however many there are. */
export async function judgeAll(
  objectives: readonly StoredObjective[],
  given: Given,
): Promise<Map<string, Judged>> {
  const { page, states, now } = given;
  const ofEvents = objectives
    .filter((objective) => !isAvailability(objective))
    .map((objective) => {
      const memory = memoryOf(objective, states.get(objective.id));
      return { objective, memory, from: windowsFrom(objective, memory, now) };
    });
  const { prepared, amounts, times } = await inTransaction(async (sql) => {
    const windows = await readWindowsOf(sql, ofEvents, now);
    const prepared = new Map(
      ofEvents.map(({ objective, memory, from }) => [
        objective.id,
        prepare(objective, from, memory, windows, given),
      ]),
    );
    return {
      prepared,
      amounts: await readAmounts(sql, [...prepared.values()]),
      times: await readTimes(sql, objectives, { timeZone: page.timeZone, now }),
    };
  }, "begin isolation level repeatable read read only");
  return new Map(
    objectives.map((objective) => {
      const ready = prepared.get(objective.id);
      const time = times.get(objective.id) ?? null;
      const judge = () =>
        judgeObjective({
          objective,
          timeZone: page.timeZone,
          now,
          amounts: amounts.get(objective.id) ?? NO_AMOUNTS,
          windows: ready?.complete ?? [],
          time: time?.time ?? null,
          memory: ready?.memory ?? memoryOf(objective, states.get(objective.id)),
        });
      return [objective.id, { judgement: caught(judge), time }];
    }),
  );
}

/** One that cannot be judged stops no other. */
function caught(judge: () => Judgement): Judgement | Error {
  try {
    return judge();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
