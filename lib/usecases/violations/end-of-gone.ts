import type { Scope } from "#lib/data/scope.ts";
import { lockViolation, openViolationIds, saveViolation } from "#lib/data/slo/violations.ts";
import type { Audit, Event, Tx } from "#lib/data/tx.ts";
import { told } from "./acting.ts";

/** What nobody judges any more can not end by its rule: open violations of objectives that are gone end with them. */
export async function endOfGone(
  tx: Tx,
  scope: Scope,
  objectiveIds: readonly string[],
  now: number,
): Promise<{ audits: Audit[]; events: Event[] }> {
  const ended: { audits: Audit[]; events: Event[] } = { audits: [], events: [] };
  for (const id of await openViolationIds(tx, objectiveIds)) {
    const open = await lockViolation(tx, scope.pageId, id);
    if (!open || open.resolvedAt !== null) continue;
    const resolvedAt = Math.max(open.detectedAt, now);
    const violation = await saveViolation(
      tx,
      open,
      { endedAt: resolvedAt, resolvedAt, resumesAt: null },
      now,
    );
    const details = { by: "definition" };
    const { audit, event } = await told(tx, scope, violation, "resolved", {
      action: "resolve",
      details,
      now,
    });
    ended.audits.push(audit);
    ended.events.push(event);
  }
  return ended;
}
