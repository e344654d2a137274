import type { Sql } from "../sql.ts";

/** How far a sweep has come: the last id that was looked at. */
type Swept = { deleted: number; last: string | null; isYoung: boolean };

/** Deletes finished deliveries from before `before` (ms) among the next `limit` by id, with their tries. Ids grow with time. */
export async function forgetDeliveries(
  sql: Sql,
  before: number,
  after: string,
  limit: number,
): Promise<Swept> {
  const { rows } = await sql.query<Swept>(
    `with oldest as materialized (
       select id, created_at, finished_at from deliveries where id > $2::bigint order by id limit $3
     ), gone as (
       delete from deliveries d using oldest o where d.id = o.id and o.finished_at < $1::timestamptz returning d.id
     ), tries as (
       delete from delivery_attempts a using gone where a.delivery_id = gone.id
     )
     select (select count(*)::int from gone) as deleted, (select max(id) from oldest) as last,
       coalesce((select max(created_at) >= $1::timestamptz from oldest), true) as "isYoung"`,
    [new Date(before), after, limit],
  );
  return rows[0]!;
}

/** Deletes events that were handled before `before` (ms), at most `limit`. Returns how many. */
export async function forgetEvents(sql: Sql, before: number, limit: number): Promise<number> {
  const { rowCount } = await sql.query(
    `delete from outbox where id = any(array(select id from (select id, handled_at from outbox order by id limit $2) oldest
       where handled_at < $1::timestamptz))`,
    [new Date(before), limit],
  );
  return rowCount ?? 0;
}
