import { policyFor } from "#lib/data/escalation/policies.ts";
import { insertRun, readActions } from "#lib/data/escalation/runs.ts";
import { type DueTimer, takeTimer } from "#lib/data/escalation/timers.ts";
import { readSloSettings } from "#lib/data/slo/states.ts";
import { insertViolationEvent, lockViolation, saveViolation } from "#lib/data/slo/violations.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { actionsAt } from "#lib/domain/escalation/action.ts";
import type { Level } from "#lib/domain/escalation/policy.ts";
import type { SloSettings } from "#lib/domain/slo/definition.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { sloScope, told } from "../violations/acting.ts";
import { pagePeople } from "./pages.ts";

const ACTOR = { kind: "system", id: "slo" } as const;

/** The runs of what answers this level; each of a violation, level and action once. Returns their keys. */
async function respond(
  tx: Tx,
  violation: Violation,
  level: Level,
  responses: SloSettings["responses"],
  now: number,
): Promise<string[]> {
  const actions = actionsAt(await readActions(violation.pageId, tx), violation, responses, level);
  const keys: string[] = [];
  for (const action of actions)
    if (await insertRun(tx, action, { violationId: violation.id, level }, now)) keys.push(action.key);
  return keys;
}

/**
 * A level is reached: people are paged and actions are begun, in the transaction that marks it done, so it happens once. False:
 * another worker was first, or it is over, or held.
 */
export async function fireLevel({ pageId, violationId, level }: DueTimer, now: number): Promise<boolean> {
  const scope = sloScope(pageId);
  return await change(scope, async (tx) => {
    const nothing = { result: false, audit: null, event: null };
    const violation = await lockViolation(tx, pageId, violationId);
    if (!violation || violation.resolvedAt !== null) return nothing;
    const taken = await takeTimer(tx, { violationId, level }, now);
    if (!taken) return nothing;
    const settings = await readSloSettings(tx, violation.sloId);
    const policy = await policyFor(pageId, settings.policyId, tx);
    const own = policy.levels.find((one) => one.level === level);
    const reached = await saveViolation(tx, violation, { level: Math.max(violation.level, level) }, now);
    const paged = await pagePeople(tx, reached, { level: level as Level, pages: own?.pages ?? [] }, now);
    const actions = await respond(tx, reached, level as Level, settings.responses, now);
    const event = (kind: "paged" | "action", details: Record<string, unknown>) =>
      insertViolationEvent(tx, { violationId, kind, details, actor: ACTOR }, now);
    if (paged.length > 0) await event("paged", { level, user_ids: paged });
    if (actions.length > 0) await event("action", { level, actions });
    const details = { level, reason: taken.reason, due_at: new Date(taken.dueAt).toISOString() };
    return {
      ...(await told(tx, scope, reached, "level", { action: "escalate", details, now })),
      result: true,
    };
  });
}
