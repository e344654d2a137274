import { instant, millis, type Sql } from "../sql.ts";

/** Who stores samples of these monitors waits for the commit: few at a time. */
const MAX_MONITORS = 20;

/** Days of a monitor's roll-ups from this instant on are to be counted again. */
export type MonitorDayRequest = { monitorId: string; timeZone: string; fromAt: number; untilAt: number };

/** Takes requests out for the length of the transaction. Workers get disjoint ones. */
export async function claimMonitorDays(sql: Sql): Promise<MonitorDayRequest[]> {
  const { rows } = await sql.query<MonitorDayRequest>(
    `with picked as (
       select monitor_id, count_from_at from judge_requests where count_from_at is not null
       order by monitor_id limit ${MAX_MONITORS} for update skip locked
     ), claimed as (
       update judge_requests r set count_from_at = null from picked p where r.monitor_id = p.monitor_id
       returning r.monitor_id, p.count_from_at, r.last_slot_at
     )
     select c.monitor_id as "monitorId", p.time_zone as "timeZone", ${millis("c.count_from_at")} as "fromAt",
       ${millis("c.last_slot_at")} as "untilAt"
     from claimed c join monitors m on m.id = c.monitor_id join pages p on p.id = m.page_id`,
  );
  return rows;
}

export type MonitorDay = { monitorId: string; date: string; startedAt: number; endedAt: number };

/** What the roll-ups of a stretch say together. Percentiles by nearest rank; latencies are whole, so they are exact. */
const SUMMED = (monitor: string, from: string, until: string) => `
  cross join lateral (
    select count(*) as buckets, coalesce(sum(up), 0)::int as up, coalesce(sum(degraded), 0)::int as degraded,
      coalesce(sum(down), 0)::int as down
    from uptime_rollups where monitor_id = any(${monitor}) and bucket_at >= ${from} and bucket_at < ${until}
  ) counts
  cross join lateral (
    select count(*)::int as answered, percentile_disc(array[0.5, 0.95, 0.99]) within group (order by ms) as p
    from uptime_rollups, unnest(latencies_ms) as ms
    where monitor_id = any(${monitor}) and bucket_at >= ${from} and bucket_at < ${until}
  ) latency`;

/** Counts days of monitors from their roll-ups; days without any roll-up get no row. */
export async function writeMonitorDays(sql: Sql, days: readonly MonitorDay[]): Promise<void> {
  if (days.length === 0) return;
  await sql.query(
    `insert into monitor_days (monitor_id, day, up, degraded, down, latency_count, p50_ms, p95_ms, p99_ms)
     select g.monitor_id, g.day, up, degraded, down, answered, p[1], p[2], p[3]
     from unnest($1::text[], $2::date[], $3::float8[], $4::float8[]) as g(monitor_id, day, from_ms, until_ms)
     ${SUMMED("array[g.monitor_id]", instant("g.from_ms"), instant("g.until_ms"))}
     where counts.buckets > 0 order by 1, 2
     on conflict (monitor_id, day) do update set up = excluded.up, degraded = excluded.degraded, down = excluded.down,
       latency_count = excluded.latency_count, p50_ms = excluded.p50_ms, p95_ms = excluded.p95_ms, p99_ms = excluded.p99_ms`,
    [
      days.map(({ monitorId }) => monitorId),
      days.map(({ date }) => date),
      days.map(({ startedAt }) => startedAt),
      days.map(({ endedAt }) => endedAt),
    ],
  );
}

/** Measures response time and success of every published component over [fromAt, now) for its public metrics. */
export async function writeComponentMetrics(sql: Sql, fromAt: number, now: number): Promise<number> {
  const { rowCount } = await sql.query(
    `insert into component_metrics (component_id, measured_at, up, degraded, down, p50_ms, p95_ms, p99_ms)
     select c.id, ${instant("$2::float8")}, up, degraded, down, p[1], p[2], p[3]
     from (
       select c.id, array_agg(m.id) as monitors from components c join monitors m on m.component_id = c.id
       where c.published and c.archived_at is null group by c.id
     ) c
     ${SUMMED("c.monitors", instant("$1::float8"), instant("$2::float8"))}
     order by 1
     on conflict (component_id) do update set measured_at = excluded.measured_at, up = excluded.up,
       degraded = excluded.degraded, down = excluded.down, p50_ms = excluded.p50_ms, p95_ms = excluded.p95_ms,
       p99_ms = excluded.p99_ms`,
    [fromAt, now],
  );
  return rowCount ?? 0;
}
