import { policyFor } from "#lib/data/escalation/policies.ts";
import {
  cancelOver,
  type EscalatedRow,
  nextTimerAt,
  readDueTimers,
  readEscalated,
  readHoldsOver,
  readTimers,
  setTimers,
} from "#lib/data/escalation/timers.ts";
import { readPublished } from "#lib/data/status/published.ts";
import { contentFloor } from "#lib/domain/escalation/circumstances.ts";
import { dueLevels, timersToSet } from "#lib/domain/escalation/clock.ts";
import type { EscalationPolicy } from "#lib/domain/escalation/policy.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { resumeViolation } from "../violations/acknowledge.ts";
import { sloScope } from "../violations/acting.ts";
import { fireLevel } from "./fire.ts";

const BATCH = 50;

export type Advanced = { fired: number; isDone: boolean };
export type AdvanceTold = { failed: (about: { violationId: string }, error: unknown) => void };

/** How many of the violation's services are in a major outage now, as readers see it, and how many there are. */
function affectedBy(componentIds: readonly string[], snapshot: Snapshot | null) {
  const down = snapshot?.components.filter(
    ({ id, state }) => state === "major_outage" && componentIds.includes(id),
  );
  return { down: down?.length ?? 0, total: snapshot?.components.length ?? 0 };
}

/** When the levels of a violation are due now, written where that is news. */
async function setLevels(
  { violation, settings }: EscalatedRow,
  policy: EscalationPolicy,
  snapshot: Snapshot | null,
  stored: Parameters<typeof timersToSet>[1],
  now: number,
): Promise<void> {
  const { componentIds, budgetEndsAt } = violation;
  const circumstances = {
    floor: contentFloor(settings, affectedBy(componentIds, snapshot)),
    exhaustsInMs: budgetEndsAt === null ? null : Math.max(0, budgetEndsAt - now),
  };
  const due = dueLevels(violation, policy.levels, circumstances, now);
  await setTimers(violation.id, timersToSet(due, stored, now));
}

async function setAll(told: AdvanceTold, now: number): Promise<void> {
  const escalated = await readEscalated();
  const timers = await readTimers(escalated.map(({ violation }) => violation.id));
  const policies = new Map<string, EscalationPolicy>();
  const snapshots = new Map<string, Snapshot | null>();
  for (const row of escalated) {
    const { id, pageId } = row.violation;
    try {
      const name = `${pageId} ${row.settings.policyId ?? ""}`;
      if (!policies.has(name)) policies.set(name, await policyFor(pageId, row.settings.policyId));
      if (!snapshots.has(pageId)) snapshots.set(pageId, await readPublished(pageId, null));
      await setLevels(row, policies.get(name)!, snapshots.get(pageId)!, timers.get(id)!, now);
    } catch (error) {
      told.failed({ violationId: id }, error);
    }
  }
}

/**
 * Moves every escalation on: holds that are over, levels that are due, each once, whatever worker does it and however often one is
 * killed in between. What fails with one violation stops no other. `isDone`: nothing more is due now.
 */
export async function advanceEscalations(told: AdvanceTold, now: number): Promise<Advanced> {
  for (const { pageId, id, resumesAt } of await readHoldsOver(now))
    await resumeViolation(sloScope(pageId), id, resumesAt, now);
  await cancelOver(now);
  await setAll(told, now);
  const due = await readDueTimers(now, BATCH);
  let fired = 0;
  for (const one of due) {
    try {
      if (await fireLevel(one, now)) fired += 1;
    } catch (error) {
      told.failed(one, error);
    }
  }
  return { fired, isDone: due.length < BATCH };
}

/** When the next level is due (ms); null: none. */
export const nextEscalationAt = (): Promise<number | null> => nextTimerAt();
