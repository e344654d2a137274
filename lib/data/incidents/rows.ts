import type {
  ComponentChange,
  EarlierName,
  EventStatus,
  ImpactOverride,
  Incident,
  IncidentKind,
  IncidentUpdate,
  MaintenanceFields,
  Origin,
  Postmortem,
} from "#lib/domain/incidents/incident.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import type {
  IncidentComponent,
  Incident as IncidentRow,
  IncidentUpdateRevision,
  MaintenanceNotice,
  Postmortem as PostmortemRow,
  IncidentUpdate as UpdateColumns,
} from "../generated/client.ts";
import type { Tx } from "../tx.ts";

type UpdateRow = UpdateColumns & { revisions: IncidentUpdateRevision[] };
type Row = IncidentRow & {
  components: IncidentComponent[];
  updates: UpdateRow[];
  postmortem: PostmortemRow | null;
  notices: MaintenanceNotice[];
  remindedAt: Date | null;
};

export type StoredChange = { component_id: string; old_state: WireState; new_state: WireState };
export type StoredTime = {
  component_id: string;
  state: WireState;
  started_at: number;
  ended_at: number | null;
};

export type StoredName = Omit<EarlierName, "replacedAt"> & { replaced_at: number };

export const storedNames = (names: Incident["earlierNames"]): StoredName[] =>
  names.map(({ replacedAt, ...said }) => ({ ...said, replaced_at: replacedAt }));

export const storedChanges = (changes: readonly ComponentChange[]): StoredChange[] =>
  changes.map(({ componentId, oldState, newState }) => ({
    component_id: componentId,
    old_state: oldState,
    new_state: newState,
  }));

export const storedTimes = (times: Incident["componentTimes"]): StoredTime[] =>
  times.map(({ componentId, state, startedAt, endedAt }) => ({
    component_id: componentId,
    state,
    started_at: startedAt,
    ended_at: endedAt,
  }));

const updateOf = (row: UpdateRow): IncidentUpdate => ({
  id: row.id,
  incidentId: row.incidentId,
  status: row.status as EventStatus,
  body: row.body,
  translations: row.translations as Translations,
  displayAt: instantOf(row.displayAt),
  deliverNotifications: row.deliverNotifications,
  components:
    (row.components as StoredChange[] | null)?.map((change) => ({
      componentId: change.component_id,
      oldState: change.old_state,
      newState: change.new_state,
    })) ?? null,
  isAutomatic: row.isAutomatic,
  actorKind: row.actorKind,
  actorId: row.actorId,
  createdAt: instantOf(row.createdAt),
  updatedAt: instantOf(row.updatedAt),
  editedAt: instantOrNull(row.editedAt),
  earlier: row.revisions.map((revision) => ({
    body: revision.body,
    translations: revision.translations as Translations,
    displayAt: instantOf(revision.displayAt),
    replacedAt: instantOf(revision.replacedAt),
  })),
});

function maintenanceOf(row: Row): MaintenanceFields | null {
  if (row.kind !== "maintenance" || !row.scheduledFor || !row.scheduledUntil) return null;
  return {
    scheduledFor: instantOf(row.scheduledFor),
    scheduledUntil: instantOf(row.scheduledUntil),
    startsItself: row.startsItself,
    endsItself: row.endsItself,
    notifiesAtStart: row.notifiesAtStart,
    notifiesAtEnd: row.notifiesAtEnd,
    remindMinutes: row.remindMinutes,
    seriesId: row.seriesId,
    occurrenceAt: instantOrNull(row.occurrenceAt),
    cancelledAt: instantOrNull(row.cancelledAt),
    remindedAt: instantOrNull(row.remindedAt),
    notices: row.notices.map((notice) => ({
      version: notice.version,
      scheduledFor: instantOf(notice.scheduledFor),
      scheduledUntil: instantOf(notice.scheduledUntil),
      noticeAt: instantOf(notice.noticeAt),
    })),
  };
}

function postmortemOf(row: Row["postmortem"]): Postmortem | null {
  if (!row) return null;
  return {
    draft: row.draft,
    draftTranslations: row.draftTranslations as Translations,
    draftAt: instantOrNull(row.draftAt),
    body: row.body,
    translations: row.translations as Translations,
    bodyAt: instantOrNull(row.bodyAt),
    publishedAt: instantOrNull(row.publishedAt),
    notifiesSubscribers: row.notifiesSubscribers,
  };
}

const incidentOf = (row: Row): Incident => ({
  id: row.id,
  pageId: row.pageId,
  kind: row.kind as IncidentKind,
  name: row.name,
  translations: row.translations as Translations,
  earlierNames: (row.earlierNames as StoredName[]).map(({ replaced_at: replacedAt, ...said }) => ({
    ...said,
    replacedAt,
  })),
  status: row.status as EventStatus,
  impactOverride: row.impactOverride as ImpactOverride | null,
  priority: row.priority as 1 | 2 | null,
  publishedAt: instantOrNull(row.publishedAt),
  unpublishedAt: instantOrNull(row.unpublishedAt),
  unpublishReason: row.unpublishReason,
  startedAt: instantOf(row.startedAt),
  monitoringAt: instantOrNull(row.monitoringAt),
  resolvedAt: instantOrNull(row.resolvedAt),
  nextUpdateAt: instantOrNull(row.nextUpdateAt),
  isBackfilled: row.isBackfilled,
  metadata: row.metadata as Incident["metadata"],
  ownerId: row.ownerId,
  revision: row.revision,
  origin: row.origin as Origin,
  originId: row.originId,
  isAttended: row.isAttended,
  autoPublishAt: instantOrNull(row.autoPublishAt),
  resolveProposedAt: instantOrNull(row.resolveProposedAt),
  mergedIntoId: row.mergedIntoId,
  createdAt: instantOf(row.createdAt),
  updatedAt: instantOf(row.updatedAt),
  maintenance: maintenanceOf(row),
  components: row.components.map(({ componentId, state }) => ({ componentId, state: state as WireState })),
  componentTimes: (row.componentTimes as StoredTime[]).map((time) => ({
    componentId: time.component_id,
    state: time.state,
    startedAt: time.started_at,
    endedAt: time.ended_at,
  })),
  updates: row.updates.map(updateOf),
  postmortem: postmortemOf(row.postmortem),
});

const startKey = (incidentId: string, scheduledFor: Date | null) =>
  `${incidentId} ${scheduledFor?.getTime()}`;

/** When readers were last reminded of each start. */
async function readRemindedAt(db: Tx, ids: string[]): Promise<Map<string, Date>> {
  const where = { incidentId: { in: ids } };
  const rows = await db.maintenanceReminder.findMany({ where, orderBy: { remindedAt: "asc" } });
  return new Map(rows.map((row) => [startKey(row.incidentId, row.scheduledFor), row.remindedAt]));
}

const byKey = <T, K>(rows: readonly T[], key: (row: T) => K): Map<K, T[]> => Map.groupBy(rows, key);

async function readUpdates(db: Tx, ids: string[]): Promise<Map<string, UpdateRow[]>> {
  const updates = await db.incidentUpdate.findMany({
    where: { incidentId: { in: ids } },
    orderBy: [{ displayAt: "desc" }, { createdAt: "desc" }, { id: "desc" }],
  });
  const edited = updates.filter(({ editedAt }) => editedAt !== null).map(({ id }) => id);
  const where = { updateId: { in: edited } };
  const revisions = byKey(
    edited.length > 0 ? await db.incidentUpdateRevision.findMany({ where, orderBy: { id: "desc" } }) : [],
    ({ updateId }) => updateId,
  );
  const whole = updates.map((update) => ({ ...update, revisions: revisions.get(update.id) ?? [] }));
  return byKey(whole, ({ incidentId }) => incidentId);
}

/**
 * The incidents of the rows with all that belongs to them, in the order in which it is told. One statement after the
 * other: Prisma's `include` would run them at once, which one connection of a transaction cannot do.
 */
export async function wholeIncidents(db: Tx, rows: readonly IncidentRow[]): Promise<Incident[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const where = { incidentId: { in: ids } };
  const updates = await readUpdates(db, ids);
  const components = byKey(
    await db.incidentComponent.findMany({ where, orderBy: { componentId: "asc" } }),
    ({ incidentId }) => incidentId,
  );
  const postmortems = new Map(
    (await db.postmortem.findMany({ where })).map((postmortem) => [postmortem.incidentId, postmortem]),
  );
  const hasWindow = rows.some(({ kind }) => kind === "maintenance");
  const notices = byKey(
    hasWindow ? await db.maintenanceNotice.findMany({ where, orderBy: { version: "asc" } }) : [],
    ({ incidentId }) => incidentId,
  );
  const reminded = hasWindow ? await readRemindedAt(db, ids) : new Map<string, Date>();
  return rows.map((row) =>
    incidentOf({
      ...row,
      components: components.get(row.id) ?? [],
      updates: updates.get(row.id) ?? [],
      postmortem: postmortems.get(row.id) ?? null,
      notices: notices.get(row.id) ?? [],
      remindedAt: reminded.get(startKey(row.id, row.scheduledFor)) ?? null,
    }),
  );
}
