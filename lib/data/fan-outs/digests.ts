import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { Sql } from "../sql.ts";

/** No two workers gather at the same time: the second would find what the first has taken. */
const LOCK = "select pg_try_advisory_xact_lock(hashtextextended('digests', 0)) as ours";

const SEND = `
with due as materialized (
  select recipient_id from deliveries where state = 'gathered' and due_at <= $1::timestamptz
  group by recipient_id order by min(due_at), recipient_id limit $2
), gathered as materialized (
  select d.id, d.page_id, d.channel, d.recipient_id, coalesce(s.state = 'active', false) as is_active
  from due join deliveries d on d.recipient_id = due.recipient_id and d.state = 'gathered'
  left join subscribers s on s.id = d.recipient_id
), made as (
  insert into deliveries (page_id, kind, channel, recipient_kind, recipient_id, due_at, expires_at, created_at)
  select page_id, 'digest', channel, 'subscriber', recipient_id, $1::timestamptz,
    $1::timestamptz + ($3::jsonb ->> channel)::float8 * interval '1 millisecond', $1::timestamptz
  from gathered where is_active group by page_id, channel, recipient_id
  returning id, recipient_id
), told as (
  update deliveries d set state = case when g.is_active then 'collapsed' else 'cancelled' end,
    reason = case when g.is_active then 'digest' else 'unsubscribed' end, digest_id = m.id, finished_at = $1::timestamptz
  from gathered g left join made m on m.recipient_id = g.recipient_id where d.id = g.id
)
select (select count(*)::int from made) as made, (select count(*)::int from due) as looked`;

export type Digested = { made: number; looked: number };

/** Makes one digest for each of the next `limit` subscribers whose hour has come, of all that was gathered for them. */
export async function makeDigests(
  sql: Sql,
  { now, limit, maxAgeMs }: { now: number; limit: number; maxAgeMs: Record<Channel, number> },
): Promise<Digested> {
  const { rows: lock } = await sql.query<{ ours: boolean }>(LOCK);
  if (!lock[0]?.ours) return { made: 0, looked: 0 };
  const { rows } = await sql.query<Digested>(SEND, [new Date(now), limit, JSON.stringify(maxAgeMs)]);
  return rows[0]!;
}
