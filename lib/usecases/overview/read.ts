import { pool } from "#lib/data/db.ts";
import { readIncidents } from "#lib/data/incidents/lists.ts";
import { readComponentFacts, readSilentMonitors } from "#lib/data/incidents/overview.ts";
import { readPersonNames } from "#lib/data/people/names.ts";
import type { Scope } from "#lib/data/scope.ts";
import { readPressingViolations, readSilentSlos } from "#lib/data/slo/needs.ts";
import { readAwaySources } from "#lib/data/slo/overview-rows.ts";
import { readRestoreTests } from "#lib/data/slo/sent/integrity.ts";
import { inOrder } from "#lib/domain/incidents/claims.ts";
import { contradictionsOf, type EventFact, staleOf } from "#lib/domain/incidents/contradictions.ts";
import type { Overview, OverviewIncident } from "#lib/domain/incidents/desk/overview.ts";
import { impactOf } from "#lib/domain/incidents/impact.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { overdueRestoreTest } from "#lib/domain/slo/sent/integrity.ts";

/** Most entries of each list: an overview is no archive. */
const MAX_LISTED = 100;
const MAX_UPCOMING = 10;

const lastUpdateAt = (incident: Incident): number =>
  incident.updates.reduce((at, { displayAt }) => Math.max(at, displayAt), 0) || incident.createdAt;

/** Since when an incident gives a component the state that it gives it now. */
function saidSince(incident: Incident, componentId: string): number {
  const update = inOrder(incident.updates).findLast(({ components }) =>
    components?.some((change) => change.componentId === componentId),
  );
  return update?.displayAt ?? incident.startedAt;
}

const factOf = (incident: Incident): EventFact => ({
  id: incident.id,
  kind: incident.kind,
  status: incident.status,
  isPublished: incident.publishedAt !== null,
  scheduledUntil: incident.maintenance?.scheduledUntil ?? null,
  nextUpdateAt: incident.nextUpdateAt,
  lastUpdateAt: lastUpdateAt(incident),
  components: incident.components.map(({ componentId, state }) => ({
    componentId,
    state,
    since: saidSince(incident, componentId),
  })),
});

async function told(incidents: readonly Incident[], now: number): Promise<OverviewIncident[]> {
  const names = await readPersonNames(incidents.flatMap(({ ownerId }) => ownerId ?? []));
  return incidents.map((incident) => {
    const name = incident.ownerId && names.get(incident.ownerId);
    return {
      incident,
      impact: impactOf(incident),
      owner: name ? { id: incident.ownerId!, name } : null,
      ageMs: Math.max(0, now - incident.startedAt),
      lastUpdateAt: lastUpdateAt(incident),
    };
  });
}

/** The page's overview at `now` (ms). The cost follows what is open, not what is past. */
export async function readOverview(scope: Scope<"page:read">, now: number): Promise<Overview> {
  const { pageId } = scope;
  const listed = { skip: 0, take: MAX_LISTED };
  const open = await readIncidents(pageId, { phase: "open" }, listed);
  const drafts = await readIncidents(pageId, { phase: "draft" }, listed);
  const upcoming = await readIncidents(pageId, { phase: "upcoming" }, { skip: 0, take: MAX_UPCOMING });
  const components = await readComponentFacts(pageId, now);
  const facts = [...open, ...drafts].map(factOf);
  return {
    now,
    open: await told(open, now),
    drafts: await told(drafts, now),
    upcoming: await told(upcoming, now),
    contradictions: contradictionsOf(components, facts, now),
    stale: staleOf(facts, now),
    proposals: open
      .filter(({ resolveProposedAt }) => resolveProposedAt !== null)
      .map(({ id, resolveProposedAt }) => ({ incidentId: id, proposedAt: resolveProposedAt! })),
    unattended: drafts
      .filter(({ isAttended }) => !isAttended)
      .map(({ id, createdAt, autoPublishAt }) => ({
        incidentId: id,
        since: createdAt,
        publishesAt: autoPublishAt,
      })),
    silentMonitors: await readSilentMonitors(pageId, now),
    violations: await readPressingViolations(pageId, MAX_LISTED),
    awaySources: await readAwaySources(pageId, now),
    silentSlos: await readSilentSlos(pool(), pageId),
    overdueRestoreTest: overdueRestoreTest(await readRestoreTests(pool(), pageId), now),
    components,
  };
}
