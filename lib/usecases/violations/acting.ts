import { authorize, type Scope } from "#lib/data/scope.ts";
import { insertViolationEvent } from "#lib/data/slo/violations.ts";
import type { Audit, Event, Tx } from "#lib/data/tx.ts";
import type { Violation, ViolationEventKind } from "#lib/domain/slo/violation.ts";

/** The round of evaluation, acting without a person. */
export const sloScope = (pageId: string): Scope<"incidents:write"> =>
  authorize({ kind: "system", id: "slo", pageId: null }, "incidents:write", pageId);

type Details = { [name: string]: string | number | boolean | null };

/** Its event, its audit record and what others hear of it: everything that is written beside the row. */
export async function told(
  tx: Tx,
  scope: Scope,
  violation: Violation,
  kind: ViolationEventKind,
  { action, details = {}, now }: { action: string; details?: Details; now: number },
): Promise<{ result: Violation; audit: Audit; event: Event }> {
  await insertViolationEvent(tx, { violationId: violation.id, kind, details, actor: scope.actor }, now);
  return {
    result: violation,
    audit: {
      action: `violation.${action}`,
      objectKind: "violation",
      objectId: violation.id,
      after: { severity: violation.severity, slo: violation.sloKey, objective: violation.objectiveKey },
    },
    event: {
      kind: `violation.${kind}`,
      payload: {
        violation_id: violation.id,
        slo: violation.sloKey,
        objective: violation.objectiveKey,
        severity: violation.severity,
        revision: violation.revision,
      },
    },
  };
}
