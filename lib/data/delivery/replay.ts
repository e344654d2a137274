import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { ReplayRange } from "#lib/domain/fan-outs/replay.ts";
import type { Sql } from "../sql.ts";

/**
 * Failed messages of the page to subscribers who may be written to, in the range; of each recipient and incident only the newest, and
 * none after which something newer went out or waits: nobody hears an older state after a newer.
 */
const FAILED = `
  select d.id, d.event_id from deliveries d join subscribers s on s.id = d.recipient_id and s.state = 'active'
  where d.page_id = $1 and d.finished_at is not null and d.state = 'failed' and d.kind = 'event'
    and d.recipient_kind = 'subscriber'
    and ($2::bigint is null or d.event_id = $2) and ($3::text is null or d.incident_id = $3)
    and ($4::text is null or d.recipient_id = $4) and ($5::text is null or d.channel = $5)
    and ($6::timestamptz is null or d.finished_at >= $6) and ($7::timestamptz is null or d.finished_at < $7)
    and not exists (select 1 from deliveries n where n.recipient_id = d.recipient_id and n.incident_id = d.incident_id
      and n.event_id > d.event_id and n.finished_at is not null and n.state in ('sent', 'failed'))
    and not exists (select 1 from deliveries n where n.recipient_id = d.recipient_id and n.incident_id = d.incident_id
      and n.event_id > d.event_id and n.finished_at is null)`;

const parametersOf = (pageId: string, range: ReplayRange): unknown[] => [
  pageId,
  range.eventId ?? null,
  range.incidentId ?? null,
  range.recipientId ?? null,
  range.channel ?? null,
  range.failedFrom === undefined ? null : new Date(range.failedFrom),
  range.failedUntil === undefined ? null : new Date(range.failedUntil),
];

export async function countReplayable(
  sql: Sql,
  pageId: string,
  range: ReplayRange,
  limit: number,
): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `select count(*)::int as count from (${FAILED} limit $8) failed`,
    [...parametersOf(pageId, range), limit],
  );
  return rows[0]!.count;
}

/** Puts them back into the queue, with a life that begins now. Returns how many. */
export async function replayFailed(
  sql: Sql,
  pageId: string,
  range: ReplayRange,
  { limit, now, maxAgeMs }: { limit: number; now: number; maxAgeMs: Record<Channel, number> },
): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `with failed as (${FAILED} order by d.id limit $8 for update of d skip locked), replayed as (
       update deliveries d set state = 'pending', reason = null, finished_at = null, due_at = $9::timestamptz,
         lease_owner = null, lease_until = null,
         expires_at = $9::timestamptz + ($10::jsonb ->> d.channel)::float8 * interval '1 millisecond'
       from failed f where d.id = f.id returning d.event_id
     ), recounted as (
       update fan_outs set tally = null where event_id in (select event_id from replayed)
     )
     select count(*)::int as count from replayed`,
    [...parametersOf(pageId, range), limit, new Date(now), JSON.stringify(maxAgeMs)],
  );
  return rows[0]!.count;
}
