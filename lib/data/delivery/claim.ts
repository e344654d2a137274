import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { DeliveryJob, DeliveryKind, RecipientKind } from "#lib/domain/delivery/delivery.ts";
import type { Language } from "#lib/domain/language.ts";
import { instant, millis, type Sql } from "../sql.ts";

export type Claim = {
  channel: Channel;
  workerId: string;
  now: number;
  leaseMs: number;
  limit: number;
  /** Only destinations known to be slow (true), only the others (false), or all (null). */
  isSlow: boolean | null;
  /** No two messages under way to one destination: these recipients are being written to. Null: as many as there are. */
  busy: readonly string[] | null;
  /** While sending is held: only what somebody waits for at a screen. */
  isUrgentOnly: boolean;
};

/** `jobs` are ours until the lease ends. `looked`: rows that were due, whatever became of them; at `limit` there may be more. */
export type Claimed = { jobs: DeliveryJob[]; looked: number };

const NOW = instant("$2::float8");
const FREE = `(d.lease_until is null or d.lease_until <= ${NOW})`;

/**
 * One statement takes what is due, so two workers never hold the same row, and a row is judged in the moment it is taken:
 * too old, unsubscribed, overtaken by a newer word on the same incident, or asked to wait by its destination.
 *
 * Order per recipient and incident: a row waits while an older one is under way; one that has been overtaken collapses,
 * whether it is met here or the newer one is. That closes the moment between a retry put back and a newer event written.
 *
 * For connections of the queue, whose plans are made of look-ups alone. `offset 0` keeps them what they are: statistics from a
 * time when nothing waited say that scanning all that waits is as cheap.
 */
const candidates = (due: string) => `
  with candidate as (
    select d.id, d.kind, d.channel, d.priority, d.due_at, d.expires_at, d.recipient_kind, d.recipient_id, d.event_id,
      d.incident_id
    from ${due} and d.due_at <= ${NOW} and ${FREE}
      and (d.priority = 0 or not $6::boolean)
      and ($7::text[] is null or d.recipient_id <> all($7))
      and not exists (
        select from deliveries o
        where o.incident_id = d.incident_id and o.recipient_id = d.recipient_id and o.finished_at is null
          and o.lease_until > ${NOW} and o.event_id < d.event_id offset 0)
    order by d.priority, d.due_at, d.id limit $5 for update of d skip locked
  )`;

const TAKEN = `, first as (
    select *, row_number() over (partition by recipient_id order by priority, due_at, id) as place from candidate
  ), judged as materialized (
    select c.id, s.not_before, case
      when c.expires_at <= ${NOW} then 'expired'
      when c.recipient_kind = 'subscriber' and (s.id is null or s.state = 'unsubscribed') then 'unsubscribed'
      when c.recipient_kind = 'subscriber' and c.kind in ('event', 'digest') and s.state <> 'active' then 'unsubscribed'
      when c.recipient_kind = 'person' and u.id is null then 'over'
      when c.recipient_kind = 'address' and c.kind <> 'test' and l.id is null then 'over'
      when c.kind = 'event' and exists (
        select from deliveries n
        where n.recipient_id = c.recipient_id and n.incident_id = c.incident_id and n.event_id > c.event_id
          and n.finished_at is null and n.state <> 'gathered') then 'superseded'
      when s.channel = c.channel and s.not_before > ${NOW} then 'later'
      else 'send' end as verdict
    from first c
    left join subscribers s on c.recipient_kind = 'subscriber' and s.id = c.recipient_id
    left join users u on c.recipient_kind = 'person' and u.id = c.recipient_id
    left join one_time_links l on c.recipient_kind = 'address' and l.id = c.recipient_id
      and l.used_at is null and l.revoked_at is null
    where c.place = 1 or $7::text[] is null
  ), settled as (
    update deliveries d set
      state = case when j.verdict = 'expired' then 'expired' when j.verdict = 'superseded' then 'collapsed'
        when j.verdict in ('unsubscribed', 'over') then 'cancelled' else d.state end,
      reason = case when j.verdict in ('superseded', 'unsubscribed', 'over') then j.verdict
        when j.verdict = 'expired' then 'too_old' else d.reason end,
      finished_at = case when j.verdict not in ('send', 'later') then ${NOW} end,
      sealed = case when j.verdict in ('send', 'later') then d.sealed end,
      due_at = case when j.verdict = 'later' then j.not_before else d.due_at end,
      lease_owner = case when j.verdict = 'send' then $3 end,
      lease_until = case when j.verdict = 'send' then ${instant("($2::float8 + $4::float8)")} end
    from judged j where d.id = j.id
    returning d.*, j.verdict
  ), overtaken as (
    update deliveries o set state = 'collapsed', reason = 'superseded', finished_at = ${NOW}, sealed = null,
      lease_owner = null, lease_until = null
    from settled t, lateral (
      select e.id from deliveries e
      where e.incident_id = t.incident_id and e.recipient_id = t.recipient_id and e.event_id < t.event_id
        and e.finished_at is null and e.state <> 'gathered' and (e.lease_until is null or e.lease_until <= ${NOW})
      offset 0) older
    where t.verdict = 'send' and t.kind = 'event' and o.id = older.id and o.id not in (select id from candidate)
  )
  select t.verdict, (select count(*)::int from candidate) as looked, t.id::text, t.page_id as "pageId", t.kind, t.channel, t.event_id::text as "eventId",
    t.incident_id as "incidentId", t.attempts, ${millis("t.created_at")} as "createdAt",
    ${millis("t.expires_at")} as "expiresAt", t.is_held_quiet as "isHeldQuiet", t.details, t.sealed,
    t.recipient_kind as "recipientKind", t.recipient_id as "recipientId",
    case when t.recipient_kind = 'person' then u.email when t.recipient_kind = 'address' then l.email
      when s.channel = t.channel then s.destination else coalesce(s.contact_email, h.destination) end as destination,
    coalesce(s.language, u.language, p.languages[1]) as language, coalesce(s.time_zone, p.time_zone) as "timeZone",
    s.holder_id as "holderId", coalesce(s.token_epoch, 1) as "tokenEpoch", s.config, s.secrets,
    coalesce(s.failures, 0) as failures, coalesce(s.is_slow, false) as "isSlow", ${millis("s.failing_since")} as "failingSince",
    s.contact_email as "contactEmail"
  from settled t
  join pages p on p.id = t.page_id
  left join subscribers s on t.recipient_kind = 'subscriber' and s.id = t.recipient_id
  left join subscribers h on h.id = s.holder_id and h.channel = 'email'
  left join users u on t.recipient_kind = 'person' and u.id = t.recipient_id
  left join one_time_links l on t.recipient_kind = 'address' and l.id = t.recipient_id
  order by t.priority, t.due_at, t.id`;
const claimFrom = (due: string): string => candidates(due) + TAKEN;

const DUE = "deliveries d where d.channel = $1 and d.state = 'pending'";
/** By what is slow, and from there to what waits for it: there is little of it, however much else waits. */
const DUE_TO_SLOW = `(select id from subscribers where channel = $1 and is_slow offset 0) slow
      join deliveries d on d.recipient_id = slow.id and d.channel = $1 and d.finished_at is null and d.state <> 'gathered'
    where true`;
const IS_FAST =
  "and not exists (select from subscribers s where s.id = d.recipient_id and s.is_slow offset 0)";

const CLAIMS = {
  all: { name: "deliveries-claim", text: claimFrom(DUE) },
  fast: { name: "deliveries-claim-fast", text: claimFrom(`${DUE} ${IS_FAST}`) },
  slow: { name: "deliveries-claim-slow", text: claimFrom(DUE_TO_SLOW) },
};

type Row = Omit<DeliveryJob, "recipient"> & {
  verdict: string;
  looked: number;
  kind: DeliveryKind;
  recipientKind: RecipientKind;
  recipientId: string;
  destination: string | null;
  language: Language;
  timeZone: string;
  holderId: string | null;
  tokenEpoch: number;
  config: Record<string, unknown> | null;
  secrets: { sealed: string; expires_at: string | null }[] | null;
  failures: number;
  isSlow: boolean;
  failingSince: number | null;
  contactEmail: string | null;
};

/** Takes at most `limit` due deliveries of one channel under a lease, urgent ones first, whole. */
export async function claimDeliveries(sql: Sql, claim: Claim): Promise<Claimed> {
  const { channel, workerId, now, leaseMs, limit, isSlow, busy, isUrgentOnly } = claim;
  const values = [channel, now, workerId, leaseMs, limit, isUrgentOnly, busy];
  const statement = isSlow === null ? CLAIMS.all : isSlow ? CLAIMS.slow : CLAIMS.fast;
  const { rows } = await sql.query<Row>({ ...statement, values });
  return { jobs: rows.filter(({ verdict }) => verdict === "send").map(jobOf), looked: rows[0]?.looked ?? 0 };
}

function jobOf(row: Row): DeliveryJob {
  const { id, pageId, kind, channel, eventId, incidentId, attempts, createdAt, expiresAt } = row;
  const { isHeldQuiet, details, sealed, language, timeZone, holderId, tokenEpoch } = row;
  const { failures, isSlow, failingSince, contactEmail } = row;
  return {
    ...{ id, pageId, kind, channel, eventId, incidentId, attempts, createdAt, expiresAt },
    ...{ isHeldQuiet, details, sealed },
    recipient: {
      kind: row.recipientKind,
      id: row.recipientId,
      destination: row.destination ?? "",
      ...{ language, timeZone, holderId, tokenEpoch, failures, isSlow, failingSince, contactEmail },
      config: row.config ?? {},
      secrets: row.secrets ?? [],
    },
  };
}
