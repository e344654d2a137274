import { readIncidentRow } from "#lib/data/incidents/incidents.ts";
import type { Scope } from "#lib/data/scope.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { Postmortem } from "#lib/domain/incidents/incident.ts";

/** The post-mortem of an incident, its draft too. @throws Failure not_found */
export async function readPostmortem(scope: Scope<"page:read">, incidentId: string): Promise<Postmortem> {
  const incident = await readIncidentRow(scope.pageId, incidentId);
  if (!incident) throw notFound("incident");
  if (!incident.postmortem) throw notFound("postmortem");
  return incident.postmortem;
}
