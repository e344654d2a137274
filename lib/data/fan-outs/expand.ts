import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { Sql } from "../sql.ts";
import { type Audience, audienceParameters, IS_REACHED } from "./audience.ts";
import { nextLocal, quietRelease } from "./quiet.ts";

export type Batch = Audience & {
  eventId: string;
  /** The last subscriber that was looked at; null: none yet. */
  cursor: string | null;
  size: number;
  now: number;
  maxAgeMs: Record<Channel, number>;
  /** Something was told of the incident before: what of it still waits may be superseded. */
  hasEarlier: boolean;
  zones: readonly string[];
};

/** How long what is gathered may wait after the hour of its digest. */
const DIGEST_PATIENCE = "interval '3 days'";

const NOW = "$15::timestamptz";
const ZONE = "case when s.time_zone = any($18::text[]) then s.time_zone else 'UTC' end";
const RELEASE = quietRelease({ now: NOW, zone: "s.zone", from: "s.quiet_from", until: "s.quiet_until" });
const DIGEST = nextLocal({ now: NOW, zone: "s.zone", minute: "s.digest_at" });

/** The recipient was told of the incident, or is being told. */
const WAS_TOLD = `(exists (select 1 from deliveries d where d.recipient_id = r.id and d.finished_at is not null
    and d.incident_id = $2::text and d.state = 'sent' offset 0)
  or exists (select 1 from deliveries d where d.incident_id = $2::text and d.recipient_id = r.id
    and d.finished_at is null and d.lease_until > ${NOW} offset 0))`;

const EXPAND = `
with looked as materialized (
  select s.id, s.channel, s.confirmed_at, s.follows_page, s.kinds, s.component_ids, s.group_ids, s.min_impact, s.digest_at,
    s.quiet_from, s.quiet_until, ${ZONE} as zone from subscribers s
  where s.page_id = $1 and s.state = 'active' and s.id > coalesce($13::text, '') order by s.id limit $14
), reached as materialized (
  select s.id, s.channel, case when s.digest_at is not null then ${DIGEST} end as digest_at,
    case when s.digest_at is null and s.quiet_from is not null and s.quiet_until is not null then ${RELEASE} end as release_at
  from looked s where ${IS_REACHED}
), superseded as (
  update deliveries d set state = 'collapsed', reason = 'superseded', finished_at = ${NOW}, lease_owner = null, lease_until = null
  from reached r, lateral (
    select e.id from deliveries e
    where e.incident_id = $2::text and e.recipient_id = r.id and e.recipient_kind = 'subscriber' and e.kind = 'event'
      and e.event_id < $16::bigint and e.finished_at is null and e.state <> 'gathered'
      and (e.lease_until is null or e.lease_until <= ${NOW}) offset 0) older
  where $19::boolean and d.id = older.id and (d.lease_until is null or d.lease_until <= ${NOW})
), judged as (
  select r.*, $20::boolean and r.release_at is not null and not ${WAS_TOLD} as is_over from reached r
), made as (
  insert into deliveries (page_id, event_id, incident_id, kind, channel, recipient_kind, recipient_id, state, reason,
    due_at, expires_at, is_held_quiet, finished_at, created_at)
  select $1, $16::bigint, $2::text, 'event', channel, 'subscriber', id,
    case when digest_at is not null then 'gathered' when is_over then 'cancelled' else 'pending' end,
    case when is_over then 'over' end,
    coalesce(digest_at, release_at, ${NOW}),
    case when digest_at is not null then digest_at + ${DIGEST_PATIENCE}
      else coalesce(release_at, $3::timestamptz) + ($17::jsonb ->> channel)::float8 * interval '1 millisecond' end,
    release_at is not null, case when is_over then ${NOW} end, ${NOW}
  from judged order by id
  on conflict (event_id, recipient_id) do nothing returning 1
)
select (select count(*)::int from made) as made, (select count(*)::int from looked) as looked,
  (select id from looked order by id desc limit 1) as cursor`;

export type Expanded = { made: number; looked: number; cursor: string | null };

/**
 * Writes the deliveries of the next subscribers, by id, in one statement; older ones of the same incident that still wait are
 * superseded by them. In quiet hours a last word is kept from whom never heard the first.
 */
export async function expandBatch(sql: Sql, batch: Batch): Promise<Expanded> {
  const { rows } = await sql.query<Expanded>(EXPAND, [
    ...audienceParameters(batch),
    batch.cursor,
    batch.size,
    new Date(batch.now),
    batch.eventId,
    JSON.stringify(batch.maxAgeMs),
    batch.zones,
    batch.hasEarlier,
    batch.plan.isFinal && batch.plan.kind !== "postmortems",
  ]);
  return rows[0]!;
}
