import { settleClaims } from "#lib/data/incidents/claims.ts";
import { saveComponents, sayComponents } from "#lib/data/incidents/components.ts";
import {
  type IncidentFields,
  readIncidentRow,
  type Saving,
  saveIncident,
} from "#lib/data/incidents/incidents.ts";
import { insertUpdate, saveUpdate } from "#lib/data/incidents/updates.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import { changesOf } from "#lib/domain/incidents/claims.ts";
import {
  type EventStatus,
  type Incident,
  type IncidentUpdate,
  MAX_UPDATES,
} from "#lib/domain/incidents/incident.ts";
import { droppedByEnd, momentsOf, nextDisplayAt } from "#lib/domain/incidents/lifecycle.ts";
import { isEnd } from "#lib/domain/incidents/transitions.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { attention, isAutomaticActor } from "./record.ts";

/** One thing that is said about an incident: what an update is made of. */
export type Saying = {
  status: EventStatus;
  body: string;
  translations: Translations;
  components?: Readonly<Record<string, WireState>> | undefined;
  deliverNotifications: boolean;
  /** Default: now. */
  displayAt?: number | undefined;
};

type Said = { incident: Incident; update: IncidentUpdate };

/** The states that stand again when what had ended goes on, unless the author says which. */
function reopenedStates(incident: Incident, status: EventStatus): Record<string, WireState> | undefined {
  if (!isEnd(incident.status) || isEnd(status)) return undefined;
  return Object.fromEntries(
    droppedByEnd(incident.updates).map(({ componentId, oldState }) => [componentId, oldState]),
  );
}

/** What a backfilled incident says of components counts for its impact; it claims nothing now. */
async function sayBackfilled(tx: Tx, incident: Incident, map: Saying["components"]) {
  const named = Object.keys(map ?? {});
  await saveComponents(
    tx,
    incident.id,
    named.map((componentId) => ({ componentId, state: "operational" })),
  );
  return changesOf({ components: [] }, map, false);
}

/**
 * Adds an update within a change: the update, the components, the status, the claims and the days to count follow.
 * `fields` are saved in the same breath. The caller holds the incident's lock and has checked the transition. Used for
 * windows too: their components are named `under_maintenance` by the update that starts them.
 * @throws Failure invalid (too many updates)
 */
export async function addUpdate(
  tx: Tx,
  scope: Scope,
  incident: Incident,
  saying: Saying,
  now: number,
  fields: Partial<IncidentFields> = {},
  saving: Saving = {},
): Promise<Said> {
  if (incident.updates.length >= MAX_UPDATES)
    throw invalid([{ path: "incident.body", message: `an incident has at most ${MAX_UPDATES} updates` }]);
  const { status } = saying;
  const ends = isEnd(status);
  const map = saying.components ?? reopenedStates(incident, status);
  const components = incident.isBackfilled
    ? await sayBackfilled(tx, incident, map)
    : await sayComponents(tx, incident, map, ends);
  const row = {
    status,
    body: saying.body,
    translations: saying.translations,
    deliverNotifications: saying.deliverNotifications,
    displayAt: saying.displayAt ?? nextDisplayAt(incident.updates, now),
    components,
    isAutomatic: isAutomaticActor(scope),
    actorKind: scope.actor.kind,
    actorId: scope.actor.id,
  };
  const updateId = await insertUpdate(tx, incident, row, now);
  const written = (await readIncidentRow(incident.pageId, incident.id, tx))!;
  // The status of a backfilled incident is told once; its updates only tell how it went.
  const moments = incident.isBackfilled ? {} : { status, ...momentsOf(written.updates) };
  const ended = ends ? { nextUpdateAt: null, resolveProposedAt: null } : {};
  const all = { nextUpdateAt: null, ...moments, ...attention(scope), ...fields, ...ended };
  const saved = await saveIncident(tx, incident, all, now, saving);
  await settleClaims(tx, saved);
  return { incident: saved, update: saved.updates.find(({ id }) => id === updateId)! };
}

/** What is written into a draft: its one update is what will be published first, and nobody has seen it yet. */
export async function reviseDraft(
  tx: Tx,
  scope: Scope,
  draft: Incident,
  revised: Partial<Omit<Saying, "displayAt">>,
  now: number,
  fields: Partial<IncidentFields> = {},
): Promise<Said> {
  const first = draft.updates.at(-1)!;
  const status = revised.status ?? first.status;
  const ends = isEnd(status) && !draft.isBackfilled;
  const map = { ...statesOf(first), ...revised.components };
  const components = changesOf({ components: [] }, Object.keys(map).length > 0 ? map : undefined, ends);
  await saveComponents(
    tx,
    draft.id,
    (components ?? []).map(({ componentId, newState }) => ({
      componentId,
      state: draft.isBackfilled ? "operational" : newState,
    })),
  );
  const automatic = isAutomaticActor(scope) ? {} : { isAutomatic: false };
  const { components: _, ...text } = revised;
  await saveUpdate(tx, first.id, { ...text, status, components, ...automatic }, now);
  const saved = await saveIncident(tx, draft, { status, ...attention(scope), ...fields }, now);
  return { incident: saved, update: saved.updates.find(({ id }) => id === first.id)! };
}

const statesOf = ({ components }: IncidentUpdate): Record<string, WireState> =>
  Object.fromEntries((components ?? []).map(({ componentId, newState }) => [componentId, newState]));
