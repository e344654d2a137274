import { instant, type Sql } from "../sql.ts";

/** Response times of a stretch, nearest rank; null when nothing answered. `at`: its start, ms. */
export type LatencyPoint = { at: number; p50: number | null; p95: number | null; p99: number | null };

/** Ids of a published component's monitors, archived ones too; null when there is no such published component. */
export async function readPublicMonitorIds(sql: Sql, componentId: string): Promise<string[] | null> {
  const { rows } = await sql.query<{ ids: string[] }>(
    `select array_remove(array_agg(m.id order by m.id), null) as ids
     from components c left join monitors m on m.component_id = c.id
     where c.id = $1 and c.published group by c.id`,
    [componentId],
  );
  return rows[0]?.ids ?? null;
}

/** Response times of several monitors together in consecutive stretches; `edges` has one more entry than there are. */
export async function readLatencies(
  sql: Sql,
  monitorIds: readonly string[],
  edges: readonly number[],
): Promise<LatencyPoint[]> {
  const { rows } = await sql.query<LatencyPoint>(
    `select g.from_ms as at, p[1] as p50, p[2] as p95, p[3] as p99
     from unnest($2::float8[], $3::float8[]) as g(from_ms, until_ms)
     cross join lateral (
       select percentile_disc(array[0.5, 0.95, 0.99]) within group (order by ms) as p
       from uptime_rollups, unnest(latencies_ms) as ms
       where monitor_id = any($1) and bucket_at >= ${instant("g.from_ms")} and bucket_at < ${instant("g.until_ms")}
     ) latency
     order by 1`,
    [monitorIds, edges.slice(0, -1), edges.slice(1)],
  );
  return rows;
}

/** Response times of one monitor by counted day: date → percentiles. */
export async function readLatencyDays(
  sql: Sql,
  monitorId: string,
  firstDay: string,
): Promise<Map<string, Omit<LatencyPoint, "at">>> {
  const { rows } = await sql.query<{ date: string } & Omit<LatencyPoint, "at">>(
    `select day::text as date, p50_ms as p50, p95_ms as p95, p99_ms as p99 from monitor_days
     where monitor_id = $1 and day >= $2::date`,
    [monitorId, firstDay],
  );
  return new Map(rows.map(({ date, ...point }) => [date, point]));
}
