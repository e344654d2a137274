import { pool } from "#lib/data/db.ts";
import { foretellBudgets } from "#lib/data/slo/violations.ts";
import type { StoredObjective } from "#lib/domain/slo/definition.ts";
import { INFO_SCOPE } from "#lib/domain/slo/judging/input.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { endNotice, noticeViolation } from "../../violations/notice.ts";
import { settleVerdict } from "../../violations/settle.ts";
import type { Judged } from "./judge.ts";

/** Told of what a round could not do; it goes on with the rest. */
export type RoundTold = {
  failed: (about: { pageId: string; objectiveId?: string }, error: unknown) => void;
};

/** The newest violations by objective: of the rules that warn and page, and of those that only record. */
export type Latest = Record<"paged" | "noted", ReadonlyMap<string, Violation>>;

/** What a verdict makes of an objective's violations, and what readers are told of that. Returns the violation that is open after it. */
async function settleOne(
  objective: StoredObjective,
  { judgement, time }: Judged,
  latest: Violation | null,
  now: number,
): Promise<{ open: Violation | null; isChanged: boolean }> {
  const known = latest?.resolvedAt === null ? latest : null;
  if (judgement instanceof Error) return { open: known, isChanged: false };
  const isPlaced = time !== null && time.downNow.length > 0;
  const componentIds = isPlaced ? time.downNow : objective.componentIds;
  const settled = await settleVerdict({ objective, verdict: judgement.verdict, componentIds }, latest, now);
  const violation = settled?.violation ?? known;
  if (settled?.transition === "resolve") await endNotice(settled.violation, now);
  else if (violation) await noticeViolation(violation, objective, now);
  const open = violation?.resolvedAt === null ? violation : null;
  return { open, isChanged: settled !== null };
}

/** What is only recorded has a violation of its own; readers and people on call are told nothing of it. */
async function noteOne(
  objective: StoredObjective,
  { judgement }: Judged,
  noted: Violation | null,
  now: number,
): Promise<boolean> {
  if (judgement instanceof Error) return false;
  const judged = { objective, verdict: judgement.note, scope: INFO_SCOPE };
  return (await settleVerdict(judged, noted, now)) !== null;
}

/** Settles every verdict by itself: what fails with one objective stops no other. Returns how many violations changed. */
export async function settleAll(
  objectives: readonly StoredObjective[],
  judged: ReadonlyMap<string, Judged>,
  latest: Latest,
  told: RoundTold,
  now: number,
): Promise<number> {
  let changed = 0;
  const budgets: { violationId: string; budgetEndsAt: number | null }[] = [];
  for (const objective of objectives) {
    const one = judged.get(objective.id)!;
    try {
      const { open, isChanged } = await settleOne(
        objective,
        one,
        latest.paged.get(objective.id) ?? null,
        now,
      );
      if (isChanged) changed += 1;
      if (await noteOne(objective, one, latest.noted.get(objective.id) ?? null, now)) changed += 1;
      if (!open || one.judgement instanceof Error) continue;
      const { endsInMs } = one.judgement;
      budgets.push({ violationId: open.id, budgetEndsAt: endsInMs === null ? null : now + endsInMs });
    } catch (error) {
      told.failed({ pageId: objective.pageId, objectiveId: objective.id }, error);
    }
  }
  await foretellBudgets(pool(), budgets);
  return changed;
}
