import { readIncidentRow } from "#lib/data/incidents/incidents.ts";
import type { Scope } from "#lib/data/scope.ts";
import { saveViolation } from "#lib/data/slo/violations.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { told } from "./acting.ts";
import { lockedViolation } from "./locked.ts";

/** @throws Failure invalid unless the incident is one of the page */
async function requireIncident(tx: Tx, pageId: string, incidentId: string): Promise<void> {
  const incident = await readIncidentRow(pageId, incidentId, tx);
  if (incident?.kind === "incident") return;
  throw invalid([{ path: "violation.incident_id", message: "no such incident on this page" }]);
}

/**
 * Says which incident a violation belongs to (null: none).
 * @throws Failure not_found, invalid (no such incident), conflict (changed since it was read)
 */
export async function linkViolation(
  scope: Scope<"incidents:write">,
  id: string,
  input: { incident_id: string | null; revision?: number | undefined },
  now: number,
): Promise<Violation> {
  return await change(scope, async (tx) => {
    const before = await lockedViolation(tx, scope, id, input.revision);
    const incidentId = input.incident_id;
    if (incidentId === before.incidentId) return { result: before, audit: null, event: null };
    if (incidentId !== null) await requireIncident(tx, scope.pageId, incidentId);
    const violation = await saveViolation(tx, before, { incidentId }, now);
    const details = { incident_id: incidentId };
    return await told(tx, scope, violation, "linked", { action: "link", details, now });
  });
}
