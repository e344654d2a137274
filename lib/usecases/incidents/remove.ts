import type { Scope } from "#lib/data/scope.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import { deleteIncident } from "./delete.ts";
import { readIncident } from "./read.ts";
import { unpublishIncident } from "./unpublish.ts";

const DEFAULT_REASON = "Deleted through the API";

/**
 * What a client means by deleting: a draft is thrown away, what was published is taken back. Whoever is faster in between,
 * the use case itself says whether it is still possible.
 * @throws Failure not_found, conflict (already taken back or merged)
 */
export async function removeIncident(
  scope: Scope<"incidents:write">,
  id: string,
  { reason }: { reason?: string | undefined },
  now: number,
): Promise<Incident> {
  const incident = await readIncident(scope, id);
  if (phaseOf(incident) === "draft") return await deleteIncident(scope, id, now);
  return await unpublishIncident(scope, id, { reason: reason ?? DEFAULT_REASON }, now);
}
