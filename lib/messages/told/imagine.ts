import type { MessageDraft } from "#lib/domain/delivery/desk/message-input.ts";
import { draftEvent } from "#lib/domain/delivery/draft.ts";
import { isEnd } from "#lib/domain/incidents/transitions.ts";
import type {
  Snapshot,
  SnapshotIncident,
  SnapshotMaintenance,
  SnapshotUpdate,
} from "#lib/domain/snapshot.ts";
import type { EventRef } from "./tell.ts";

type Told = SnapshotIncident | SnapshotMaintenance;

/** As long as a real one, so that what it costs by SMS is what it will cost. */
const NEW_ID = "x".repeat(12);
const HOUR_MS = 3_600_000;

const iso = (at: number): string => new Date(at).toISOString();

function updateOf(draft: MessageDraft, snapshot: Snapshot, id: string, now: number): SnapshotUpdate<never> {
  const affected = snapshot.components.flatMap((component) => {
    const newState = draft.components[component.id];
    return newState === undefined
      ? []
      : [{ id: component.id, name: component.name, oldState: component.wireState, newState }];
  });
  return {
    id,
    status: draft.status as never,
    body: draft.body,
    translations: draft.updateTranslations,
    createdAt: iso(now),
    updatedAt: iso(now),
    displayAt: iso(now),
    deliverNotifications: true,
    editedAt: null,
    earlier: [],
    affectedComponents: affected.length > 0 ? affected : null,
  };
}

/** What every event has, of one that is only begun. */
const begun = (draft: MessageDraft, now: number) => ({
  id: NEW_ID,
  earlierNames: [],
  createdAt: iso(now),
  startedAt: iso(now),
  monitoringAt: null,
  resolvedAt: null,
  updates: [],
  componentIds: [],
  ...(draft.kind === "maintenance"
    ? { scheduledFor: iso(now), scheduledUntil: iso(now + HOUR_MS), cancelledAt: null, noticeAt: null }
    : {
        kind: draft.kind === "announcement" ? draft.kind : "incident",
        nextUpdateAt: null,
        isBackfilled: false,
        postmortem: null,
      }),
});

const timesOf = (draft: MessageDraft, known: Told | null, now: number) => ({
  ...(draft.scheduledFor !== null && { scheduledFor: iso(draft.scheduledFor) }),
  ...(draft.scheduledUntil !== null && { scheduledUntil: iso(draft.scheduledUntil) }),
  ...(draft.kind !== "maintenance" && {
    nextUpdateAt: draft.nextUpdateAt === null ? null : iso(draft.nextUpdateAt),
  }),
  resolvedAt: isEnd(draft.status) ? (known?.resolvedAt ?? iso(now)) : null,
});

/**
 * The public world as it would be once the draft is published, and what of it would be told. Null: it would be told to nobody,
 * because it is about private components alone.
 */
export function imagine(
  snapshot: Snapshot,
  draft: MessageDraft,
  now: number,
): { snapshot: Snapshot; ref: EventRef } | null {
  const all: Told[] = [...snapshot.incidents, ...snapshot.maintenances];
  const known = all.find(({ id }) => id === draft.incidentId) ?? null;
  const drafted = draftEvent(draft, known, snapshot.components);
  if (!drafted) return null;
  const update = updateOf(draft, snapshot, drafted.updateId, now);
  const event = {
    ...begun(draft, now),
    ...known,
    ...timesOf(draft, known, now),
    name: draft.name,
    translations: draft.translations,
    status: draft.status,
    impact: draft.kind === "maintenance" ? "maintenance" : drafted.event.impact,
    updatedAt: iso(now),
    componentIds: drafted.event.componentIds,
    updates: [update, ...(known?.updates ?? [])],
  } as Told;
  const others = <E extends Told>(events: readonly E[]) => events.filter(({ id }) => id !== event.id);
  const isWindow = "scheduledFor" in event;
  return {
    snapshot: {
      ...snapshot,
      components: snapshot.components.map((component) => {
        const state = isEnd(draft.status) ? undefined : draft.components[component.id];
        return state === undefined ? component : { ...component, state, wireState: state };
      }),
      incidents: isWindow ? snapshot.incidents : [event, ...others(snapshot.incidents)],
      maintenances: isWindow ? [event, ...others(snapshot.maintenances)] : snapshot.maintenances,
    },
    ref: { kind: drafted.kind, incidentId: event.id, updateId: drafted.updateId },
  };
}
