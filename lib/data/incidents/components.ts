import { changesOf } from "#lib/domain/incidents/claims.ts";
import type { ComponentChange, Incident } from "#lib/domain/incidents/incident.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import type { Tx } from "../tx.ts";

/** Sets the state that the incident claims for each of the components now; others stay as they are. */
export async function saveComponents(
  tx: Tx,
  incidentId: string,
  states: readonly { componentId: string; state: WireState }[],
): Promise<void> {
  await tx.$executeRaw`
    insert into incident_components (incident_id, component_id, state)
    select ${incidentId}, id, state::component_state
    from unnest(${states.map(({ componentId }) => componentId)}::text[], ${states.map(({ state }) => state)}::text[])
      as given(id, state) order by id
    on conflict (incident_id, component_id) do update set state = excluded.state`;
}

/** The incident no longer concerns these components. */
export async function dropComponents(
  tx: Tx,
  incidentId: string,
  componentIds: readonly string[],
): Promise<void> {
  await tx.incidentComponent.deleteMany({ where: { incidentId, componentId: { in: [...componentIds] } } });
}

/**
 * Takes an update's map of components into the incident and returns what it changes, for the update to store. The claims
 * follow from the stored updates: call `settleClaims` when the update is written.
 */
export async function sayComponents(
  tx: Tx,
  incident: Pick<Incident, "id" | "components">,
  map: Readonly<Record<string, WireState>> | undefined,
  ends: boolean,
): Promise<ComponentChange[] | null> {
  const changes = changesOf(incident, map, ends);
  if (changes)
    await saveComponents(
      tx,
      incident.id,
      changes.map(({ componentId, newState }) => ({ componentId, state: newState })),
    );
  return changes;
}

/** Which of the ids are components of the page that are not archived. */
export async function readNameable(tx: Tx, pageId: string, ids: readonly string[]): Promise<Set<string>> {
  const where = { pageId, id: { in: [...ids] }, archivedAt: null };
  return new Set((await tx.component.findMany({ where, select: { id: true } })).map(({ id }) => id));
}
