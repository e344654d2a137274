import { settleClaims } from "#lib/data/incidents/claims.ts";
import { saveComponents } from "#lib/data/incidents/components.ts";
import { insertIncident, readIncidentRow } from "#lib/data/incidents/incidents.ts";
import { insertUpdate } from "#lib/data/incidents/updates.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import {
  type Beginning,
  beginningOf,
  isMaintenance,
  requirePromise,
} from "#lib/domain/incidents/beginning.ts";
import { changesOf } from "#lib/domain/incidents/claims.ts";
import type { Incident, Origin } from "#lib/domain/incidents/incident.ts";
import { type NewIncident, wireMs } from "#lib/domain/incidents/input.ts";
import { isEnd } from "#lib/domain/incidents/transitions.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { scheduleMaintenance } from "../maintenance/schedule.ts";
import { readScopedPage } from "../pages/read.ts";
import { requireComponents, requireOwner } from "./locked.ts";
import { about, auditableUpdate, eventOf, isAutomaticActor, originOf } from "./record.ts";

/** What automation knows of an incident that it opens. */
export type Opener = { origin: Origin; originId?: string | null; autoPublishAt?: number | null };

/** Every component that the author names, with what is claimed of it now. */
function statesNow(input: NewIncident, beginning: Beginning): Map<string, WireState> {
  const states = new Map<string, WireState>();
  for (const id of input.component_ids ?? []) states.set(id, "operational");
  for (const { componentId, state, endedAt } of beginning.componentTimes)
    states.set(componentId, endedAt === null ? state : "operational");
  for (const [id, state] of Object.entries(input.components ?? {})) states.set(id, state);
  const isOver = isEnd(beginning.status);
  return isOver ? new Map([...states.keys()].map((id) => [id, "operational"])) : states;
}

function fieldsOf(scope: Scope, input: NewIncident, beginning: Beginning, opener: Opener, now: number) {
  return {
    kind: beginning.kind,
    name: input.name,
    translations: input.translations ?? {},
    status: beginning.status,
    impactOverride: input.impact_override ?? null,
    priority: input.priority ?? null,
    publishedAt: input.draft ? null : now,
    startedAt: beginning.startedAt,
    monitoringAt: !input.draft && beginning.status === "monitoring" ? beginning.displayAt : null,
    resolvedAt: !input.draft && isEnd(beginning.status) ? beginning.displayAt : null,
    nextUpdateAt: isEnd(beginning.status) ? null : (wireMs(input.next_update_at) ?? null),
    isBackfilled: beginning.isBackfilled,
    metadata: input.metadata ?? {},
    componentTimes: beginning.componentTimes,
    ownerId: input.owner_id ?? (scope.actor.kind === "user" ? scope.actor.id : null),
    origin: opener.origin,
    originId: opener.originId ?? null,
    isAttended: !isAutomaticActor(scope),
    autoPublishAt: input.draft ? (opener.autoPublishAt ?? null) : null,
  };
}

async function insertFirst(
  tx: Tx,
  scope: Scope,
  incident: Incident,
  input: NewIncident,
  beginning: Beginning,
  now: number,
) {
  const { status, isBackfilled } = beginning;
  const map = input.components && Object.keys(input.components).length > 0 ? input.components : undefined;
  await insertUpdate(
    tx,
    incident,
    {
      status,
      body: input.body ?? "",
      translations: input.update_translations ?? {},
      displayAt: beginning.displayAt,
      // What is told after the fact is no news.
      deliverNotifications: isBackfilled ? false : (input.deliver_notifications ?? true),
      components: changesOf({ components: [] }, map, isEnd(status) && !isBackfilled),
      isAutomatic: isAutomaticActor(scope),
      actorKind: scope.actor.kind,
      actorId: scope.actor.id,
    },
    now,
  );
}

/**
 * Opens an incident or an announcement, as a draft or at once, or tells one after the fact. A window is scheduled.
 * @throws Failure invalid, conflict (a status that nothing begins with)
 */
export async function openIncident(
  scope: Scope<"incidents:write">,
  input: NewIncident,
  now: number,
  opener: Opener = { origin: originOf(scope) },
): Promise<Incident> {
  if (isMaintenance(input)) return await scheduleMaintenance(scope, input, now);
  return await change(scope, async (tx) => {
    const page = await readScopedPage(scope, tx);
    const beginning = beginningOf(input, { timeZone: page.timeZone, now });
    requirePromise(wireMs(input.next_update_at), "incident.next_update_at", now);
    await requireOwner(tx, page.id, input.owner_id);
    const states = statesNow(input, beginning);
    await requireComponents(tx, page.id, [...states.keys()], { path: "incident.components" });
    const id = await insertIncident(tx, page.id, fieldsOf(scope, input, beginning, opener, now), now);
    await saveComponents(
      tx,
      id,
      [...states].map(([componentId, state]) => ({ componentId, state })),
    );
    const begun = (await readIncidentRow(page.id, id, tx))!;
    await insertFirst(tx, scope, begun, input, beginning, now);
    const incident = (await readIncidentRow(page.id, id, tx))!;
    await settleClaims(tx, incident);
    const first = incident.updates[0]!;
    const { name, kind, isBackfilled: backfilled, priority, origin } = incident;
    const after = { name, kind, backfilled, priority, origin, draft: input.draft ?? false };
    return {
      result: incident,
      audit: about(incident, { action: "incident.open", after: { ...after, ...auditableUpdate(first) } }),
      event: eventOf(incident, "incident.opened", first),
    };
  });
}
