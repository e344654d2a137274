import { deleteIncidentRows } from "#lib/data/incidents/incidents.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { requirePhase } from "#lib/domain/incidents/transitions.ts";
import { lockedIncident } from "./locked.ts";
import { about, auditableUpdate } from "./record.ts";

/**
 * Throws a draft away: nobody ever saw it. Returns what it was.
 * @throws Failure not_found, conflict (it was published: unpublish it)
 */
export const deleteIncident = (
  scope: Scope<"incidents:write">,
  id: string,
  _now: number,
): Promise<Incident> =>
  change(scope, async (tx) => {
    const draft = await lockedIncident(tx, scope, id, undefined);
    requirePhase(draft, "be deleted", ["draft"]);
    await deleteIncidentRows(tx, id);
    const first = draft.updates[0];
    const before = { name: draft.name, kind: draft.kind, ...(first && auditableUpdate(first)) };
    return { result: draft, audit: about(draft, { action: "incident.delete", before }), event: null };
  });
