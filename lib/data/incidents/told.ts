import type {
  EarlierName,
  EventStatus,
  Incident,
  IncidentKind,
  IncidentUpdate,
} from "#lib/domain/incidents/incident.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { millis, type Sql } from "../sql.ts";

/** What the public may know of an incident, an announcement or a window; components of every kind are still among it. */
export type PublicEvent = Pick<
  Incident,
  | "id"
  | "name"
  | "translations"
  | "earlierNames"
  | "impactOverride"
  | "startedAt"
  | "monitoringAt"
  | "resolvedAt"
  | "nextUpdateAt"
  | "isBackfilled"
  | "componentTimes"
  | "components"
  | "createdAt"
  | "updatedAt"
> & {
  kind: IncidentKind;
  status: EventStatus;
  publishedAt: number;
  scheduledFor: number | null;
  scheduledUntil: number | null;
  cancelledAt: number | null;
  /** When readers were told of the present times. */
  noticeAt: number | null;
  postmortem: { body: string; translations: Translations; publishedAt: number } | null;
  /** Newest first. */
  updates: PublicUpdate[];
};
export type PublicUpdate = Omit<IncidentUpdate, "isAutomatic" | "actorKind" | "actorId" | "incidentId">;

/** Published, not taken back, not merged: what `IS_TOLD` begins with. */
export const IS_PUBLISHED =
  "i.published_at is not null and i.unpublished_at is null and i.merged_into_id is null";

/**
 * Published, not taken back, and not about private components alone: what is said of those belongs to them. Rows of
 * `incidents` as `i`. Every public list must hold it. An aggregate, because the planner would answer an `exists` by
 * reading all components of all incidents that there ever were.
 */
export const IS_TOLD = `${IS_PUBLISHED} and coalesce((select bool_or(c.published) from incident_components ic join components c on c.id = ic.component_id
    where ic.incident_id = i.id), true)`;

const IS_UNFINISHED = "i.resolved_at is null and i.cancelled_at is null";

/**
 * Ids of what the snapshot tells: the newest `limit` incidents and announcements with whatever is still open (at most as
 * many again), and the next windows with the newest that are over. By index, however long the history.
 */
export async function readToldIds(sql: Sql, pageId: string, limit: number): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `(select i.id from incidents i where i.page_id = $1 and i.kind <> 'maintenance' and ${IS_TOLD}
       order by i.started_at desc, i.id desc limit $2)
     union (select i.id from incidents i where i.page_id = $1 and i.kind <> 'maintenance' and ${IS_UNFINISHED}
       and ${IS_TOLD} order by i.started_at desc, i.id desc limit $2)
     union all (select i.id from incidents i where i.page_id = $1 and i.kind = 'maintenance' and ${IS_UNFINISHED}
       and ${IS_TOLD} order by i.scheduled_for, i.id limit $2)
     union all (select i.id from incidents i where i.page_id = $1 and i.kind = 'maintenance' and not (${IS_UNFINISHED})
       and ${IS_TOLD} order by i.scheduled_for desc, i.id desc limit $2)`,
    [pageId, limit],
  );
  return rows.map(({ id }) => id);
}

type StoredTime = { component_id: string; state: WireState; started_at: number; ended_at: number | null };
type StoredName = { name: string; translations: Translations; replaced_at: number };
type EventRow = Omit<PublicEvent, "updates" | "componentTimes" | "earlierNames"> & {
  componentTimes: StoredTime[];
  earlierNames: StoredName[];
};
type StoredChange = { component_id: string; old_state: WireState; new_state: WireState };
type UpdateRow = Omit<PublicUpdate, "components"> & { incidentId: string; components: StoredChange[] | null };

const EVENT_COLUMNS = `i.id, i.kind, i.name, i.translations, i.earlier_names as "earlierNames", i.status,
  i.impact_override as "impactOverride", i.is_backfilled as "isBackfilled", i.component_times as "componentTimes",
  ${millis("i.published_at")} as "publishedAt", ${millis("i.started_at")} as "startedAt",
  ${millis("i.monitoring_at")} as "monitoringAt", ${millis("i.resolved_at")} as "resolvedAt",
  ${millis("i.next_update_at")} as "nextUpdateAt", ${millis("i.created_at")} as "createdAt",
  ${millis("i.updated_at")} as "updatedAt", ${millis("i.scheduled_for")} as "scheduledFor",
  ${millis("i.scheduled_until")} as "scheduledUntil", ${millis("i.cancelled_at")} as "cancelledAt",
  (select ${millis("n.notice_at")} from maintenance_notices n where n.incident_id = i.id
    order by n.version desc limit 1) as "noticeAt",
  (select json_build_object('body', m.body, 'translations', m.translations, 'publishedAt', ${millis("m.published_at")})
    from postmortems m where m.incident_id = i.id and m.published_at is not null and m.body is not null) as postmortem,
  coalesce((select json_agg(json_build_object('componentId', ic.component_id, 'state', ic.state) order by ic.component_id)
    from incident_components ic where ic.incident_id = i.id), '[]') as components`;

const UPDATE_COLUMNS = `u.id, u.incident_id as "incidentId", u.status, u.body, u.translations, u.components,
  u.deliver_notifications as "deliverNotifications", ${millis("u.display_at")} as "displayAt",
  ${millis("u.created_at")} as "createdAt", ${millis("u.updated_at")} as "updatedAt",
  ${millis("u.edited_at")} as "editedAt",
  case when u.edited_at is null then '[]'::json else coalesce((select json_agg(json_build_object('body', r.body,
    'translations', r.translations, 'displayAt', ${millis("r.display_at")}, 'replacedAt', ${millis("r.replaced_at")})
    order by r.id desc) from incident_update_revisions r where r.update_id = u.id), '[]') end as earlier`;

async function readUpdates(sql: Sql, ids: readonly string[]): Promise<Map<string, PublicUpdate[]>> {
  const updates = new Map<string, PublicUpdate[]>(ids.map((id) => [id, []]));
  const { rows } = await sql.query<UpdateRow>(
    `select ${UPDATE_COLUMNS} from incident_updates u where u.incident_id = any($1)
     order by u.display_at desc, u.created_at desc, u.id desc`,
    [ids],
  );
  for (const { incidentId, components, ...row } of rows)
    updates.get(incidentId)?.push({
      ...row,
      components:
        components?.map((change) => ({
          componentId: change.component_id,
          oldState: change.old_state,
          newState: change.new_state,
        })) ?? null,
    });
  return updates;
}

const timeOf = ({ component_id, state, started_at, ended_at }: StoredTime) => ({
  componentId: component_id,
  state,
  startedAt: started_at,
  endedAt: ended_at,
});
const nameOf = ({ replaced_at, ...said }: StoredName): EarlierName => ({ ...said, replacedAt: replaced_at });

/** The page's events among `ids` that the public may know of, the latest start first: two statements for all of them. */
export async function readPublicEvents(
  sql: Sql,
  pageId: string,
  ids: readonly string[],
): Promise<PublicEvent[]> {
  const { rows } = await sql.query<EventRow>(
    `select ${EVENT_COLUMNS} from incidents i where i.page_id = $1 and i.id = any($2) and ${IS_TOLD}
     order by coalesce(i.scheduled_for, i.started_at) desc, i.id desc`,
    [pageId, ids],
  );
  const updates = await readUpdates(
    sql,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...row,
    componentTimes: row.componentTimes.map(timeOf),
    earlierNames: row.earlierNames.map(nameOf),
    updates: updates.get(row.id)!,
  }));
}

/** Components of the page that are private, archived ones too: what is said of them has no public impact. */
export async function readHiddenIds(sql: Sql, pageId: string): Promise<Set<string>> {
  const { rows } = await sql.query<{ id: string }>(
    "select id from components where page_id = $1 and not published",
    [pageId],
  );
  return new Set(rows.map(({ id }) => id));
}
