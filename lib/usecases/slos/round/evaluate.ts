import { prisma } from "#lib/data/db.ts";
import { readObjectives, readPagesWithSlos } from "#lib/data/slo/objectives.ts";
import { readStates, type SloStateRow, writeStates } from "#lib/data/slo/states.ts";
import { readLatestViolations } from "#lib/data/slo/violations.ts";
import { inTransaction } from "#lib/data/sql.ts";
import { countedBy } from "#lib/domain/slo/counting/parts.ts";
import type { StoredObjective } from "#lib/domain/slo/definition.ts";
import { INFO_SCOPE } from "#lib/domain/slo/judging/input.ts";
import { countObjectives } from "./count.ts";
import { writeDays } from "./days.ts";
import { type Judged, judgeAll, type Page } from "./judge.ts";
import { type RoundTold, settleAll } from "./settle.ts";
import { isAvailability } from "./time.ts";

/** Every objective is judged so often; one with new windows earlier, but not more often than TOUCHED_MS. */
export const ROUND_MS = 60_000;
const TOUCHED_MS = 10_000;
/** An objective that could not be judged is tried again after this. */
export const FAULT_PAUSE_MS = 30_000;
/** Windows come a little late: only after this an objective counts as without data. */
export const NO_DATA_MS = 15 * 60_000;
const MAX_FAULT_LENGTH = 500;

export type RoundResult = { judged: number; changed: number };

function isDue(
  objective: StoredObjective,
  state: SloStateRow | undefined,
  counted: ReadonlyMap<string, number>,
  now: number,
): boolean {
  const age = state ? now - state.evaluatedAt : Number.POSITIVE_INFINITY;
  if (!state || age < 0) return true;
  if (state.fault !== null) return age >= FAULT_PAUSE_MS;
  // Downtime is told by a judge who wakes the round: it is looked at every time.
  if (isAvailability(objective)) return true;
  return age >= (counted.has(objective.id) ? TOUCHED_MS : ROUND_MS - 1_000);
}

/** Since when nothing is known of an objective; null: there is data. */
function silentSince(
  { judgement, time }: Judged,
  before: SloStateRow | undefined,
  now: number,
): number | null {
  if (judgement instanceof Error) return before?.noDataSince ?? null;
  if (time) {
    const last = time.time.unknown.at(-1);
    if (time.time.coveredFrom !== null && time.time.coveredFrom >= now) return before?.noDataSince ?? now;
    return last && last.endedAt >= now && now - last.startedAt > NO_DATA_MS ? last.startedAt : null;
  }
  const { dataUntil } = judgement;
  if (dataUntil === null) return before?.noDataSince ?? now;
  return now - dataUntil > NO_DATA_MS ? dataUntil : null;
}

/** The state that a round leaves; a fault keeps what was known before. */
function stateOf(
  objective: StoredObjective,
  before: SloStateRow | undefined,
  judged: Judged,
  now: number,
): SloStateRow {
  const { judgement } = judged;
  const isFault = judgement instanceof Error;
  return {
    objectiveId: objective.id,
    evaluatedAt: now,
    figures: isFault ? (before?.figures ?? null) : judgement.figures,
    memory: isFault ? (before?.memory ?? {}) : judgement.memory,
    fault: isFault ? judgement.message.slice(0, MAX_FAULT_LENGTH) : null,
    noDataSince: silentSince(judged, before, now),
    counted: countedBy(objective.rule),
  };
}

async function evaluatePage(page: Page, told: RoundTold, now: number): Promise<RoundResult> {
  const objectives = await readObjectives(page.id);
  const states = await readStates(objectives.map(({ id }) => id));
  const countedLast = new Map([...states].map(([id, { counted }]) => [id, counted]));
  const counted = await countObjectives(objectives, countedLast, now);
  const due = objectives.filter((objective) => isDue(objective, states.get(objective.id), counted, now));
  const judged = await judgeAll(due, { page, states, now });
  for (const [objectiveId, { judgement }] of judged)
    if (judgement instanceof Error) told.failed({ pageId: page.id, objectiveId }, judgement);
  const ids = [...judged.keys()];
  const latest = {
    paged: await readLatestViolations(ids),
    noted: await readLatestViolations(ids, prisma(), INFO_SCOPE),
  };
  const changed = await settleAll(due, judged, latest, told, now);
  const rows = due.map((one) => stateOf(one, states.get(one.id), judged.get(one.id)!, now));
  await inTransaction(async (sql) => {
    await writeStates(sql, rows);
    await writeDays(sql, { page, objectives, judged, counted, now });
  });
  return { judged: due.length, changed };
}

/** One worker at a time judges a page; who comes second leaves it to the first. */
async function alone<T>(pageId: string, work: () => Promise<T>): Promise<T | null> {
  return await inTransaction(async (sql) => {
    const { rows } = await sql.query<{ locked: boolean }>(
      "select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as locked",
      [`slos of ${pageId}`],
    );
    return rows[0]?.locked ? await work() : null;
  });
}

/**
 * A round: judges every objective that is due on every page, opens, changes and ends violations, and keeps figures, days and what the
 * rules remember. What fails is told and stops nothing else. Any number of workers may.
 */
export async function evaluateSlos(told: RoundTold, now: number): Promise<RoundResult> {
  const total: RoundResult = { judged: 0, changed: 0 };
  for (const page of await readPagesWithSlos()) {
    try {
      const done = await alone(page.id, () => evaluatePage(page, told, now));
      total.judged += done?.judged ?? 0;
      total.changed += done?.changed ?? 0;
    } catch (error) {
      told.failed({ pageId: page.id }, error);
    }
  }
  return total;
}
