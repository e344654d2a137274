import type { PulledSource, SliKind } from "#lib/domain/slo/source.ts";
import { PULLED_KINDS } from "#lib/domain/slo/source.ts";
import { instant, millis, type Sql } from "../../sql.ts";

/** An SLI whose source is to be read; `leaseAt` is what it is claimed until. */
export type ClaimedSource = {
  sliId: string;
  pageId: string;
  key: string;
  kind: SliKind;
  source: PulledSource;
  readUntil: number | null;
  failingSince: number | null;
  cursor: unknown;
  leaseAt: number;
};

/** Sources that nobody has read yet, or that were something else before. */
const BEGIN = `
  insert into sli_sources as s (sli_id, due_at)
  select i.id, ${instant("$1::float8")} from slis i
  where i.archived_at is null and i.source->>'kind' = any($2)
    and not exists (select 1 from sli_sources o where o.sli_id = i.id and o.due_at is not null)
  order by 1
  on conflict (sli_id) do update set due_at = excluded.due_at where s.due_at is null`;

/** What is no longer read: archived, or sent to us now. */
const END = `
  update sli_sources s set due_at = null, failing_since = null, last_fault = null from slis i
  where i.id = s.sli_id and s.due_at is not null and (i.archived_at is not null or i.source->>'kind' <> all($1))`;

const CLAIM = `
  update sli_sources s set due_at = ${instant("$2::float8")} from slis i
  where i.id = s.sli_id and s.sli_id in (
    select sli_id from sli_sources where due_at <= ${instant("$1::float8")}
    order by due_at, sli_id limit $3 for update skip locked)
  returning s.sli_id as "sliId", i.page_id as "pageId", i.key, i.kind, i.source,
    ${millis("s.read_until")} as "readUntil", ${millis("s.failing_since")} as "failingSince", s.cursor,
    ${millis("s.due_at")} as "leaseAt"`;

/** Takes SLIs whose sources are due; whoever dies with them leaves them to others after `leaseMs`. */
export async function claimSources(
  sql: Sql,
  { now, leaseMs, limit }: { now: number; leaseMs: number; limit: number },
): Promise<ClaimedSource[]> {
  await sql.query(BEGIN, [now, PULLED_KINDS]);
  await sql.query(END, [PULLED_KINDS]);
  const { rows } = await sql.query<ClaimedSource>(CLAIM, [now, now + leaseMs, limit]);
  return rows;
}

/** When the next source is due (ms), or null when none is read. */
export async function nextSourceAt(sql: Sql): Promise<number | null> {
  const { rows } = await sql.query<{ at: number | null }>(
    `select ${millis("min(due_at)")} as at from sli_sources where due_at is not null`,
  );
  return rows[0]!.at;
}

type Lease = Pick<ClaimedSource, "sliId" | "leaseAt">;

/** Windows were read to their end; nothing happens when another worker has the source by now. */
export async function settleSource(
  sql: Sql,
  { sliId, leaseAt }: Lease,
  told: { readUntil: number; dueAt: number; cursor: unknown },
  now: number,
): Promise<void> {
  await sql.query(
    `update sli_sources set read_until = ${instant("$3::float8")}, due_at = ${instant("$4::float8")}, cursor = $5::jsonb,
       answered_at = ${instant("$6::float8")}, failing_since = null, last_fault = null
     where sli_id = $1 and due_at = ${instant("$2::float8")}`,
    [sliId, leaseAt, told.readUntil, told.dueAt, JSON.stringify(told.cursor ?? null), now],
  );
}

/** Nothing has ended since: looked at again then, and whether it answers is not known. */
export async function postponeSource(sql: Sql, { sliId, leaseAt }: Lease, dueAt: number): Promise<void> {
  await sql.query(
    `update sli_sources set due_at = ${instant("$3::float8")}
     where sli_id = $1 and due_at = ${instant("$2::float8")}`,
    [sliId, leaseAt, dueAt],
  );
}

/** The source did not answer: since when stays as it is, until it does. */
export async function failSource(
  sql: Sql,
  { sliId, leaseAt }: Lease,
  told: { fault: string; dueAt: number },
  now: number,
): Promise<void> {
  await sql.query(
    `update sli_sources set failing_since = coalesce(failing_since, ${instant("$5::float8")}), last_fault = $3,
       due_at = ${instant("$4::float8")}
     where sli_id = $1 and due_at = ${instant("$2::float8")}`,
    [sliId, leaseAt, told.fault, told.dueAt, now],
  );
}
