import { readIncidentRow } from "#lib/data/incidents/incidents.ts";
import { readPersonNames } from "#lib/data/people/names.ts";
import type { Scope } from "#lib/data/scope.ts";
import { readEscalationLog } from "#lib/data/slo/escalation-log.ts";
import { readNamedComponents } from "#lib/data/slo/overview-rows.ts";
import {
  listViolationRows,
  readViolationEvents,
  readViolationRow,
  type ViolationFilter,
} from "#lib/data/slo/violations.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { ViolationView } from "#lib/domain/slo/overview.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";

/** The page's violations, open and past, the last detected first. */
export async function listViolations(
  { pageId }: Scope<"page:read">,
  filter: ViolationFilter,
  window: ListWindow,
): Promise<Violation[]> {
  return await listViolationRows(pageId, filter, window);
}

/** One violation with everything that happened to it. @throws Failure not_found */
export async function readViolation(
  { pageId }: Pick<Scope, "pageId">,
  id: string,
  now: number,
): Promise<ViolationView> {
  const violation = await readViolationRow(pageId, id);
  if (!violation) throw notFound("violation");
  const events = await readViolationEvents(id);
  const { ticks, ...log } = await readEscalationLog(id);
  const incident = violation.incidentId ? await readIncidentRow(pageId, violation.incidentId) : null;
  const components = await readNamedComponents(pageId, violation.componentIds);
  const people = events.filter(({ actorKind }) => actorKind === "user").map(({ actorId }) => actorId);
  const names = await readPersonNames([...people, ...ticks.map(({ tickedBy }) => tickedBy)]);
  return {
    now,
    violation,
    components: violation.componentIds.flatMap((componentId) => components.get(componentId) ?? []),
    incident: incident && {
      id: incident.id,
      name: incident.name,
      status: incident.status,
      isPublished: incident.publishedAt !== null,
    },
    events: events.map((event) => ({ ...event, actorName: names.get(event.actorId) ?? null })),
    ticks: ticks.map((tick) => ({ ...tick, tickedByName: names.get(tick.tickedBy) ?? null })),
    ...log,
  };
}
