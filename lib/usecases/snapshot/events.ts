import type { PublicEvent, PublicUpdate } from "#lib/data/incidents/told.ts";
import { impactOf } from "#lib/domain/incidents/impact.ts";
import type {
  IncidentStatus,
  MaintenanceStatus,
  SnapshotIncident,
  SnapshotMaintenance,
  SnapshotUpdate,
} from "#lib/domain/snapshot.ts";

/** What readers may know of components. */
export type PublicNames = {
  /** Id to "Group - Component", as Statuspage writes them; archived and private ones have none. */
  names: ReadonlyMap<string, string>;
  /** Private ones: they have no public impact. What an archived one suffered stays an impact. */
  hidden: ReadonlySet<string>;
};

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

type Named = { id: string; name: string };

/** The names of the given components; one of a group begins with the group's name. */
export function publicNames(
  components: readonly (Named & { groupId: string | null })[],
  groups: readonly Named[],
  hidden: ReadonlySet<string>,
): PublicNames {
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
  const names = new Map(
    components.map(({ id, name, groupId }) => {
      const group = groupId === null ? undefined : groupNames.get(groupId);
      return [id, group === undefined ? name : `${group} - ${name}`];
    }),
  );
  return { names, hidden };
}

function updateOf<S>(update: PublicUpdate, event: PublicEvent, { names }: PublicNames): SnapshotUpdate<S> {
  const told = (update.components ?? []).filter(({ componentId }) => names.has(componentId));
  return {
    id: update.id,
    status: update.status as S,
    body: update.body,
    translations: update.translations,
    // When a draft was begun is nobody's business.
    createdAt: iso(Math.max(update.createdAt, event.publishedAt)),
    updatedAt: iso(Math.max(update.updatedAt, event.publishedAt)),
    displayAt: iso(update.displayAt),
    deliverNotifications: update.deliverNotifications,
    editedAt: isoOrNull(update.editedAt),
    earlier: update.earlier.map((text) => ({
      ...text,
      displayAt: iso(text.displayAt),
      replacedAt: iso(text.replacedAt),
    })),
    affectedComponents:
      told.length === 0
        ? null
        : told.map(({ componentId, oldState, newState }) => ({
            id: componentId,
            name: names.get(componentId)!,
            oldState,
            newState,
          })),
  };
}

function eventOf<S>(event: PublicEvent, known: PublicNames) {
  return {
    id: event.id,
    name: event.name,
    translations: event.translations,
    earlierNames: event.earlierNames.map((one) => ({ ...one, replacedAt: iso(one.replacedAt) })),
    status: event.status as S,
    impact: impactOf(event, (componentId) => !known.hidden.has(componentId)),
    createdAt: iso(Math.max(event.createdAt, event.publishedAt)),
    updatedAt: iso(Math.max(event.updatedAt, event.publishedAt)),
    startedAt: iso(event.startedAt),
    monitoringAt: isoOrNull(event.monitoringAt),
    resolvedAt: isoOrNull(event.resolvedAt),
    updates: event.updates.map((update) => updateOf<S>(update, event, known)),
    componentIds: event.components
      .map(({ componentId }) => componentId)
      .filter((componentId) => known.names.has(componentId)),
  };
}

/** Incidents and announcements of the events, in their order; nothing of a component without a public name. */
export const publicIncidents = (events: readonly PublicEvent[], known: PublicNames): SnapshotIncident[] =>
  events
    .filter(({ kind }) => kind !== "maintenance")
    .map((event) => ({
      ...eventOf<IncidentStatus>(event, known),
      kind: event.kind as SnapshotIncident["kind"],
      nextUpdateAt: isoOrNull(event.nextUpdateAt),
      isBackfilled: event.isBackfilled,
      postmortem: event.postmortem && {
        ...event.postmortem,
        publishedAt: iso(event.postmortem.publishedAt),
      },
    }));

/** The windows of the events, in their order. */
export const publicMaintenances = (
  events: readonly PublicEvent[],
  known: PublicNames,
): SnapshotMaintenance[] =>
  events
    .filter(({ kind }) => kind === "maintenance")
    .map((event) => ({
      ...eventOf<MaintenanceStatus>(event, known),
      scheduledFor: iso(event.scheduledFor!),
      scheduledUntil: iso(event.scheduledUntil!),
      cancelledAt: isoOrNull(event.cancelledAt),
      noticeAt: isoOrNull(event.noticeAt),
    }));
