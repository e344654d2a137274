import { readIncidentRow } from "#lib/data/incidents/incidents.ts";
import { type IncidentFilter, type IncidentPhase, readIncidents } from "#lib/data/incidents/lists.ts";
import type { Scope } from "#lib/data/scope.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { Incident, IncidentKind } from "#lib/domain/incidents/incident.ts";
import { listWindow } from "#lib/domain/input/list.ts";

/** One incident, window or announcement, a draft too. @throws Failure not_found */
export async function readIncident(
  scope: Scope<"page:read" | "incidents:write">,
  id: string,
): Promise<Incident> {
  const incident = await readIncidentRow(scope.pageId, id);
  if (!incident) throw notFound("incident");
  return incident;
}

export type IncidentQuery = {
  kind?: IncidentKind | undefined;
  phase?: IncidentPhase | undefined;
  q?: string | undefined;
  component_id?: string | undefined;
  limit?: number | undefined;
  per_page?: number | undefined;
  page?: number | undefined;
};

/** The page's incidents, newest first (`upcoming`: the next first); drafts are among them. */
export async function listIncidents(
  scope: Scope<"page:read">,
  query: IncidentQuery = {},
): Promise<Incident[]> {
  const filter: IncidentFilter = {
    kind: query.kind,
    phase: query.phase,
    q: query.q,
    componentId: query.component_id,
  };
  return await readIncidents(scope.pageId, filter, listWindow(query));
}
