import { MAX_AGE_MS } from "#lib/domain/delivery/channel.ts";
import type { Settlement } from "#lib/domain/delivery/settle.ts";
import { instant, type Sql } from "../sql.ts";

/** Who holds the rows, and after how many failures in a row the owner of a webhook is told. */
export type Finishing = { workerId: string; now: number; tellOwnerAfter: number };

/** Not "finished_at is null": that is what the index of open rows answers, and statistics may say that this is one row. */
export const IS_OPEN = "d.state not in ('sent', 'failed', 'expired', 'collapsed', 'cancelled')";
const ENDED = "lease_owner = null, lease_until = null, sealed = null";

const SENT = `
  update deliveries d set state = 'sent', reason = null, attempts = g.attempts, receipt = g.receipt,
    provider_id = coalesce(g.provider_id, d.provider_id), finished_at = ${instant("$1::float8")}, ${ENDED}
  from unnest($2::bigint[], $3::int[], $4::jsonb[], $5::text[]) as g (id, attempts, receipt, provider_id)
  where d.id = g.id and ${IS_OPEN}`;

const NOW = instant("$2::float8");

/**
 * Everything else a try may mean. What was sent was sent, whoever holds the row by now; anything else is written only by
 * the holder. A retry is not put back behind a newer word on the same incident: it collapses into it.
 */
const SETTLED = `
  with given as materialized (
    select g.*, g.state = 'pending' and exists (
      select from deliveries d, lateral (
        select from deliveries n
        where n.incident_id = d.incident_id and n.recipient_id = d.recipient_id and n.event_id > d.event_id
          and n.finished_at is null and n.state <> 'gathered' offset 0) newer
      where d.id = g.id) as overtaken
    from jsonb_to_recordset($1::jsonb) as g (id bigint, state text, reason text, attempts int, "dueAt" float8,
      receipt jsonb, "providerId" text, attempt jsonb, lesson jsonb)
  ), finished as (
    update deliveries d set
      state = case when g.overtaken then 'collapsed' else g.state end,
      reason = case when g.overtaken then 'superseded' else g.reason end,
      attempts = g.attempts, receipt = coalesce(g.receipt, d.receipt),
      provider_id = coalesce(g."providerId", d.provider_id),
      due_at = coalesce(${instant('g."dueAt"')}, d.due_at),
      finished_at = case when g.state <> 'pending' or g.overtaken then ${NOW} end,
      sealed = case when g.state = 'pending' and not g.overtaken then d.sealed end,
      lease_owner = null, lease_until = null
    from given g
    where d.id = g.id and ${IS_OPEN} and (g.state = 'sent' or d.lease_owner = $3)
    returning d.id, d.channel, d.recipient_kind, d.recipient_id, g.state, g.attempts, g.attempt, g.lesson
  ), tries as (
    insert into delivery_attempts (delivery_id, number, at, outcome, code, text, duration_ms)
    select id, attempts, ${instant("(attempt->>'at')::float8")}, attempt->>'outcome', attempt->>'code', attempt->>'text',
      (attempt->>'durationMs')::int
    from finished where jsonb_typeof(attempt) = 'object' on conflict do nothing
  ), learned as (
    update subscribers s set
      failures = case f.lesson->>'failures' when 'clear' then 0 when 'count' then s.failures + 1 else s.failures end,
      failing_since = case f.lesson->>'failures' when 'clear' then null when 'count' then coalesce(s.failing_since, ${NOW})
        else s.failing_since end,
      not_before = greatest(s.not_before, ${instant("(f.lesson->>'notBefore')::float8")}),
      is_slow = coalesce((f.lesson->>'isSlow')::boolean, s.is_slow)
    from finished f
    where jsonb_typeof(f.lesson) = 'object' and f.recipient_kind = 'subscriber' and s.id = f.recipient_id
      and s.channel = f.channel
    returning s.*, f.lesson->>'failures' as lesson
  )
  insert into deliveries (page_id, kind, channel, recipient_kind, recipient_id, due_at, expires_at, details)
  select s.page_id, 'quarantined', 'email', 'subscriber', s.id, ${NOW},
    ${instant(`($2::float8 + ${MAX_AGE_MS.email})`)}, jsonb_build_object('reason', 'failing', 'failures', s.failures)
  from learned s
  where s.lesson = 'count' and s.failures = $4 and s.state = 'active' and s.channel in ('slack', 'teams', 'webhook')
    and (s.contact_email is not null
      or exists (select from subscribers h where h.id = s.holder_id and h.channel = 'email' and h.state = 'active'))`;

/** Nothing but "it was sent" has to be written: the path of nearly every mail. */
const isPlain = ({ state, attempt, lesson }: Settlement): boolean =>
  state === "sent" && attempt === null && lesson === null;

/** Writes what became of tries; afterwards it is committed. Doing it again changes nothing. */
export async function finishDeliveries(
  sql: Sql,
  settlements: readonly Settlement[],
  { workerId, now, tellOwnerAfter }: Finishing,
): Promise<void> {
  const plain = settlements.filter(isPlain);
  if (plain.length > 0)
    await sql.query({
      name: "deliveries-sent",
      text: SENT,
      values: [
        now,
        plain.map(({ id }) => id),
        plain.map(({ attempts }) => attempts),
        plain.map(({ receipt }) => JSON.stringify(receipt)),
        plain.map(({ providerId }) => providerId),
      ],
    });
  // A recipient's row learns one lesson a statement.
  let rest = settlements.filter((one) => !isPlain(one));
  while (rest.length > 0) {
    const seen = new Set<string>();
    const turn = rest.filter(({ recipientId }) => !seen.has(recipientId) && seen.add(recipientId));
    const values = [JSON.stringify(turn), now, workerId, tellOwnerAfter];
    await sql.query({ name: "deliveries-settled", text: SETTLED, values });
    rest = rest.filter((one) => !turn.includes(one));
  }
}
