import { CARRIED_SLOTS, type JudgedSample } from "#lib/domain/status/judge.ts";
import { slotOutcome } from "#lib/domain/status/quorum.ts";
import { OUTCOMES, type Outcome } from "#lib/domain/status/sample.ts";
import { instant, millis, type Sql } from "../sql.ts";

/** A transaction judges at most so many monitors, and about so many samples (one monitor may have more). */
const MAX_MONITORS = 200;
const MAX_SAMPLES = 50_000;

/** One monitor to judge again from `fromAt`. */
export type JudgeRequest = {
  monitorId: string;
  fromAt: number;
  componentId: string;
  pageId: string;
  intervalMs: number;
  confirmations: number;
  /** Paused or archived: no sample is awaited any more. */
  isStopped: boolean;
  retentionDays: number;
};

// Newest first: what happens now is told before the past is put right. The lock ends with the transaction, so a worker
// that dies leaves its requests as they were; who stores samples of these monitors meanwhile waits for the commit, and
// that is why the cost of a batch is bounded.
const CLAIM = `
  with candidates as (
    select r.monitor_id, r.from_at, m.interval_seconds from judge_requests r join monitors m on m.id = r.monitor_id
    where r.from_at is not null order by r.from_at desc limit ${MAX_MONITORS}
  ), weighed as (
    select monitor_id, row_number() over w as place,
      sum(greatest(1, extract(epoch from ${instant("$1::float8")} - from_at) / interval_seconds)) over w as samples
    from candidates window w as (order by from_at desc, monitor_id)
  ), picked as (
    -- Never from later than the newest sample: the silence since then may not be judged yet.
    select r.monitor_id, least(r.from_at, r.last_slot_at) as from_at from judge_requests r
    where r.from_at is not null
      and r.monitor_id in (select monitor_id from weighed where place = 1 or samples <= ${MAX_SAMPLES})
    for update skip locked
  ), claimed as (
    update judge_requests r set from_at = null from picked p where r.monitor_id = p.monitor_id
    returning r.monitor_id, p.from_at
  )
  select c.monitor_id as "monitorId", ${millis("c.from_at")} as "fromAt", m.component_id as "componentId",
    m.page_id as "pageId", (m.interval_seconds * 1000)::float8 as "intervalMs", m.confirmations,
    not m.enabled or m.archived_at is not null as "isStopped", p.raw_retention_days as "retentionDays"
  from claimed c join monitors m on m.id = c.monitor_id join pages p on p.id = m.page_id
  order by c.monitor_id`;

/** Takes requests out of the queue for the length of the transaction. Workers get disjoint ones. */
export async function claimJudgeRequests(sql: Sql, now: number): Promise<JudgeRequest[]> {
  return (await sql.query<JudgeRequest>(CLAIM, [now])).rows;
}

/**
 * The judged samples of each monitor from its instant on: one per slot after the quorum of its probers, sorted,
 * impaired ones left out.
 */
export async function readJudgedSamples(
  sql: Sql,
  wanted: readonly { id: string; fromAt: number }[],
): Promise<Map<string, JudgedSample[]>> {
  const samples = new Map<string, JudgedSample[]>(wanted.map(({ id }) => [id, []]));
  const { rows } = await sql.query<{ id: string; slots: number[]; outcomes: string }>(
    `select g.id, s.slots, s.outcomes
     from unnest($1::text[], $2::float8[]) as g(id, from_ms)
     cross join lateral (
       select array_agg(${millis("s.slot_at")} order by s.slot_at) as slots,
         string_agg(case s.outcome when 'up' then '0' when 'degraded' then '1' else '2' end, '' order by s.slot_at) as outcomes
       from uptime_samples s where s.monitor_id = g.id and not s.impaired
         and s.slot_at >= ${instant("g.from_ms")} and s.slot_at >= ${instant("$3::float8")}
     ) s
     where s.slots is not null`,
    [
      wanted.map(({ id }) => id),
      wanted.map(({ fromAt }) => fromAt),
      Math.min(...wanted.map(({ fromAt }) => fromAt)),
    ],
  );
  for (const row of rows) samples.set(row.id, onePerSlot(row.slots, row.outcomes));
  return samples;
}

function onePerSlot(slots: readonly number[], outcomes: string): JudgedSample[] {
  const judged: JudgedSample[] = [];
  for (let i = 0; i < slots.length; ) {
    const slotAt = slots[i] as number;
    const votes: { outcome: Outcome; impaired: boolean }[] = [];
    for (; slots[i] === slotAt; i++)
      votes.push({ outcome: OUTCOMES[Number(outcomes[i])] as Outcome, impaired: false });
    const outcome = slotOutcome(votes);
    if (outcome) judged.push({ slotAt, outcome });
  }
  return judged;
}

/**
 * Asks for judging of monitors that have fallen silent, or were paused or archived, while their last state still
 * stands. Returns how many.
 */
export async function requestSilent(sql: Sql, now: number): Promise<number> {
  const { rowCount } = await sql.query(
    `update judge_requests r set from_at = r.last_slot_at
     from monitors m
     where m.id = r.monitor_id and r.from_at is null
       and (not m.enabled or m.archived_at is not null
         -- the sample's own slot, the carried ones and the one in flight: silentAt() of the domain
         or r.last_slot_at + (m.interval_seconds * ${CARRIED_SLOTS + 2}) * interval '1 second' < ${instant("$1::float8")})
       and exists (select from monitor_states s
         where s.monitor_id = r.monitor_id and s.ended_at is null and s.state <> 'unknown')`,
    [now],
  );
  return rowCount ?? 0;
}

/** Asks for judging of monitors from an instant on, whoever needs it (a setting changed, a correction). */
export async function requestJudging(sql: Sql, monitorIds: readonly string[], fromAt: number): Promise<void> {
  await sql.query(
    `insert into judge_requests as r (monitor_id, from_at)
     select id, ${instant("$2::float8")} from unnest($1::text[]) as g(id) order by id
     on conflict (monitor_id) do update set from_at = least(r.from_at, excluded.from_at)`,
    [monitorIds, fromAt],
  );
}
