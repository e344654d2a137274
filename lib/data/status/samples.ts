import pg from "pg";
import { BUCKET_MS } from "#lib/domain/status/rollup.ts";
import type { Sample } from "#lib/domain/status/sample.ts";
import { instant, inTransaction, millis, type Sql } from "../sql.ts";
import { ensurePartitions, forgetPartitions } from "./partitions.ts";

/** Told when samples were stored: workers judge them. The payload is the page id. */
export const SAMPLES_CHANNEL = "samples_recorded";

const NO_PARTITION = "23514";

/** A five-minute roll-up whose raw samples changed. */
type Touched = { monitorIds: string[]; bucketsMs: number[] };

// Sorted by key, so that two writers of the same rows wait for each other instead of deadlocking. Requests are locked
// here, before roll-ups are read: writers of one monitor come one after the other, and the later one sees all rows.
// By place within a slot: the first that was given wins, and a sort alone may swap equals.
const INSERT = `
  with given as (
    select g.*, ${instant("g.slot_ms")} as slot_at
    from unnest($2::text[], $3::text[], $4::float8[], $5::text[], $6::bool[], $7::real[], $8::text[], $9::text[])
      with ordinality as g(monitor_id, prober, slot_ms, outcome, impaired, latency_ms, client_id, detail, place)
    join monitors m on m.id = g.monitor_id and m.page_id = $1
  ), inserted as (
    insert into uptime_samples (monitor_id, prober, slot_at, outcome, impaired, latency_ms, client_id, detail)
    select monitor_id, prober, slot_at, outcome::sample_outcome, impaired, latency_ms, client_id, detail::jsonb
    from given order by monitor_id, slot_at, prober, place
    on conflict do nothing
    returning monitor_id, slot_at
  ), requested as (
    insert into judge_requests as r (monitor_id, from_at, count_from_at, last_slot_at)
    select monitor_id, min(slot_at), min(slot_at), max(slot_at) from inserted group by 1 order by 1
    on conflict (monitor_id) do update set
      -- From the newest sample so far if that is earlier: the silence before the new one may not be judged yet.
      from_at = least(r.from_at, excluded.from_at, r.last_slot_at),
      count_from_at = least(r.count_from_at, excluded.count_from_at),
      last_slot_at = greatest(r.last_slot_at, excluded.last_slot_at)
  )
  select (select count(*)::int from given) as known, count(*)::int as accepted, monitor_id,
    floor(${millis("slot_at")} / ${BUCKET_MS}) * ${BUCKET_MS} as bucket_ms
  from inserted group by monitor_id, bucket_ms`;

const KNOWN = `
  select count(*)::int as known from unnest($2::text[]) as g(monitor_id)
  join monitors m on m.id = g.monitor_id and m.page_id = $1`;

// A second statement, because a statement does not see the rows that it inserts. Recomputed whole from raw: late,
// repeated and concurrent samples cannot make it drift. Unanswered probes say nothing about response time. $3 and $4
// bound all buckets: the planner leaves out the other days.
const ROLL_UP = `
  insert into uptime_rollups (monitor_id, bucket_at, up, degraded, down, latencies_ms)
  select t.monitor_id, t.bucket_at, r.*
  from (
    select monitor_id, ${instant("bucket_ms")} as bucket_at
    from unnest($1::text[], $2::float8[]) as g(monitor_id, bucket_ms)
  ) t
  cross join lateral (
    select count(*) filter (where s.outcome = 'up'), count(*) filter (where s.outcome = 'degraded'),
      count(*) filter (where s.outcome = 'down'),
      coalesce(array_agg(s.latency_ms order by s.latency_ms)
        filter (where s.latency_ms is not null and s.outcome <> 'down'), '{}')
    from uptime_samples s
    where s.monitor_id = t.monitor_id and not s.impaired
      and s.slot_at >= t.bucket_at and s.slot_at < t.bucket_at + interval '${BUCKET_MS} ms'
      and s.slot_at >= ${instant("$3::float8")} and s.slot_at < ${instant("$4::float8")}
  ) r
  order by 1, 2
  on conflict (monitor_id, bucket_at) do update set
    up = excluded.up, degraded = excluded.degraded, down = excluded.down, latencies_ms = excluded.latencies_ms`;

/** Recomputes the given roll-ups from raw samples. */
export async function rollUp(sql: Sql, { monitorIds, bucketsMs }: Touched): Promise<void> {
  if (bucketsMs.length === 0) return;
  let from = Number.POSITIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  for (const at of bucketsMs) {
    from = Math.min(from, at);
    until = Math.max(until, at + BUCKET_MS);
  }
  await sql.query(ROLL_UP, [monitorIds, bucketsMs, from, until]);
}

const columns = (samples: readonly Sample[]) => [
  samples.map((sample) => sample.monitorId),
  samples.map((sample) => sample.prober),
  samples.map((sample) => sample.slotAt),
  samples.map((sample) => sample.outcome),
  samples.map((sample) => sample.impaired),
  samples.map((sample) => sample.latencyMs),
  samples.map((sample) => sample.clientId),
  samples.map((sample) => sample.detail && JSON.stringify(sample.detail)),
];

async function insert(pageId: string, samples: readonly Sample[], tell: boolean) {
  return await inTransaction(async (sql) => {
    const values = columns(samples);
    const { rows } = await sql.query<{
      known: number;
      accepted: number;
      monitor_id: string;
      bucket_ms: number;
    }>(INSERT, [pageId, ...values]);
    const accepted = rows.reduce((sum, row) => sum + row.accepted, 0);
    if (accepted === 0) {
      const { rows: counted } = await sql.query<{ known: number }>(KNOWN, [pageId, values[0]]);
      return { accepted, duplicates: counted[0]!.known };
    }
    await rollUp(sql, {
      monitorIds: rows.map((row) => row.monitor_id),
      bucketsMs: rows.map((row) => row.bucket_ms),
    });
    if (tell) await sql.query("select pg_notify($1, $2)", [SAMPLES_CHANNEL, pageId]);
    return { accepted, duplicates: rows[0]!.known - accepted };
  });
}

/**
 * Stores samples of one page's monitors with their roll-ups and asks for judging, in one transaction; samples of
 * other pages' monitors are left out. The first sample of a (monitor, prober, slot) wins, and so does the first of a
 * (monitor, client id, UTC day). Committed, hence durable, on return.
 */
export async function insertSamples(
  pageId: string,
  samples: readonly Sample[],
  options: { tell: boolean },
): Promise<{ accepted: number; duplicates: number }> {
  if (samples.length === 0) return { accepted: 0, duplicates: 0 };
  for (let attempt = 1; ; attempt++) {
    await ensurePartitions(samples.map((sample) => sample.slotAt));
    try {
      return await insert(pageId, samples, options.tell);
    } catch (error) {
      // Another process dropped the day meanwhile: make it again, once.
      if (attempt > 1 || !(error instanceof pg.DatabaseError && error.code === NO_PARTITION)) throw error;
      forgetPartitions();
    }
  }
}

const IMPAIR = `
  with changed as (
    update uptime_samples s set impaired = true
    from unnest($1::text[], $2::text[], $3::float8[]) as g(monitor_id, prober, slot_ms)
    where s.monitor_id = g.monitor_id and s.prober = g.prober and s.slot_at = ${instant("g.slot_ms")}
      and s.slot_at >= ${instant("$4::float8")} and not s.impaired
    returning s.monitor_id, s.slot_at
  ), requested as (
    update judge_requests r set from_at = least(r.from_at, c.from_at)
    from (select monitor_id, min(slot_at) as from_at from changed group by 1) c where r.monitor_id = c.monitor_id
  )
  select count(*)::int as changed, monitor_id, floor(${millis("slot_at")} / ${BUCKET_MS}) * ${BUCKET_MS} as bucket_ms
  from changed group by monitor_id, bucket_ms`;

/** Marks stored samples as taken by an impaired prober; judging and roll-ups follow. */
export async function markImpaired(
  samples: readonly Pick<Sample, "monitorId" | "prober" | "slotAt">[],
): Promise<number> {
  if (samples.length === 0) return 0;
  const slots = samples.map((sample) => sample.slotAt);
  return await inTransaction(async (sql) => {
    const { rows } = await sql.query<{ changed: number; monitor_id: string; bucket_ms: number }>(IMPAIR, [
      samples.map((sample) => sample.monitorId),
      samples.map((sample) => sample.prober),
      slots,
      Math.min(...slots),
    ]);
    await rollUp(sql, {
      monitorIds: rows.map((row) => row.monitor_id),
      bucketsMs: rows.map((row) => row.bucket_ms),
    });
    return rows.reduce((sum, row) => sum + row.changed, 0);
  });
}
