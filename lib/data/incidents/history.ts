import type { SnapshotArchive } from "#lib/domain/snapshot.ts";
import { instant, millis, type Sql } from "../sql.ts";
import { IS_PUBLISHED, IS_TOLD } from "./told.ts";

/** By what an event is found in the history: a window by its planned start, all else by its begin. */
const FOUND_AT = "coalesce(i.scheduled_for, i.started_at)";
/** Longest that a search may keep a connection. */
const SEARCH_TIMEOUT_MS = 3_000;
const MAX_TEXT = 100;

type ArchiveRow = {
  since: number | null;
  told: number;
  revisions: string;
  changedAt: number | null;
  next: number | null;
  unfinished: number;
  corrected: string;
};

/**
 * Corrections that readers can see, however old, and whether days beyond the snapshot's wait to be counted again: their
 * figures change once more when they are.
 */
const CORRECTED = `(select count(*) || '-' || count(c.revoked_at) from corrections c
    join components k on k.id = c.component_id where k.page_id = $1 and k.published)
  || '-' || (select count(*) from day_requests r join components k on k.id = r.component_id
    where k.page_id = $1 and r.from_at < now() - interval '90 days')`;

/**
 * What `IS_TOLD` leaves out, found from the few private components instead of asked of every event that there ever was:
 * this runs at each snapshot.
 */
const OF_PRIVATE_COMPONENTS = `select ic.incident_id from components c join incident_components ic on ic.component_id = c.id
  where c.page_id = $1 and not c.published and not exists (
    select from incident_components o join components p on p.id = o.component_id
    where o.incident_id = ic.incident_id and p.published)`;

/**
 * What there is beyond the newest `limit` of each list of the snapshot, and a mark that changes with anything that
 * readers can see of it.
 */
export async function readArchive(sql: Sql, pageId: string, limit: number): Promise<SnapshotArchive> {
  const { rows } = await sql.query<ArchiveRow>(
    `with told as (
       select i.id, i.kind, i.revision, i.updated_at, ${FOUND_AT} as found_at,
         i.kind = 'maintenance' and i.resolved_at is null and i.cancelled_at is null as is_unfinished,
         greatest(m.published_at, m.body_at) as told_at
       from incidents i left join postmortems m on m.incident_id = i.id and m.published_at is not null
       where i.page_id = $1 and ${IS_PUBLISHED} and i.id not in (${OF_PRIVATE_COMPONENTS})
     ), placed as (
       select *, row_number() over (partition by kind = 'maintenance', is_unfinished order by found_at desc, id desc) as place
       from told
     )
     select ${millis("min(found_at)")} as since, count(*)::int as told, coalesce(sum(revision), 0)::text as revisions,
       ${millis("greatest(max(updated_at), max(told_at))")} as "changedAt",
       ${millis("max(found_at) filter (where place > $2 and not is_unfinished)")} as next,
       count(*) filter (where is_unfinished)::int as unfinished, ${CORRECTED} as corrected
     from placed`,
    [pageId, limit],
  );
  const { since, told, revisions, changedAt, next, unfinished, corrected } = rows[0]!;
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    since: iso(since),
    // With more windows to come than are told, no month is held for certain.
    heldFrom: unfinished > limit ? END_OF_TIME : iso(next === null ? null : next + 1),
    revision: `${told}.${revisions}.${changedAt ?? 0}.${corrected}`,
  };
}

const END_OF_TIME = "9999-12-31T00:00:00.000Z";

/** Ids of what readers may see of [fromAt, untilAt), the latest first. */
export async function readMonthIds(
  sql: Sql,
  pageId: string,
  { fromAt, untilAt, limit }: { fromAt: number; untilAt: number; limit: number },
): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    `select i.id from incidents i where i.page_id = $1 and ${FOUND_AT} >= ${instant("$2::float8")}
       and ${FOUND_AT} < ${instant("$3::float8")} and ${IS_TOLD} order by ${FOUND_AT} desc, i.id desc limit $4`,
    [pageId, fromAt, untilAt, limit],
  );
  return rows.map(({ id }) => id);
}

export type HistoryQuestion = { q: string; componentId: string | null; skip: number; take: number };

/** `%` and `_` are letters as any other in what people look for. */
const literally = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

const TRANSLATED = (row: string) =>
  `exists (select 1 from jsonb_each(${row}.translations) t, jsonb_each_text(t.value) v where v.value ilike $2)`;

/**
 * Ids of published events whose public texts hold the words, the latest first, and how many there are in all. Only what
 * readers see now is searched: no draft, no earlier text, nothing of private components.
 */
export async function findHistoryIds(
  sql: Sql,
  pageId: string,
  { q, componentId, skip, take }: HistoryQuestion,
): Promise<{ ids: string[]; count: number }> {
  await sql.query(`set local statement_timeout = ${SEARCH_TIMEOUT_MS}`);
  const { rows } = await sql.query<{ id: string; count: number }>(
    `select i.id, count(*) over ()::int as count from incidents i
     where i.page_id = $1 and ${IS_TOLD}
       and ($3::text is null or exists (select 1 from incident_components ic join components c on c.id = ic.component_id
         where ic.incident_id = i.id and ic.component_id = $3 and c.published))
       and ($2 = '%%' or i.name ilike $2 or ${TRANSLATED("i")}
         or exists (select 1 from incident_updates u where u.incident_id = i.id and (u.body ilike $2 or ${TRANSLATED("u")}))
         or exists (select 1 from postmortems m where m.incident_id = i.id and m.published_at is not null
           and (m.body ilike $2 or ${TRANSLATED("m")})))
     order by ${FOUND_AT} desc, i.id desc limit $4 offset $5`,
    [pageId, literally(q.slice(0, MAX_TEXT)), componentId, take, skip],
  );
  return { ids: rows.map(({ id }) => id), count: rows[0]?.count ?? 0 };
}
