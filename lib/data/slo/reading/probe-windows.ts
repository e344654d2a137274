import { instant, millis, type Sql } from "../../sql.ts";

/** Five minutes of some monitors together. Latencies of answered probes in milliseconds, only when asked for. */
export type ProbeWindow = { at: number; answered: number; asked: number; latenciesMs: number[] };

/** Monitors of the page by id or catalogue key. */
const OURS = (sli: string, monitor: string): string =>
  `${monitor}.page_id = ${sli}.page_id and (${sli}.source->'monitors' ? ${monitor}.id or ${sli}.source->'monitors' ? ${monitor}.catalogue_key)`;

const LATENCIES = `coalesce((
  select array_agg(ms) from uptime_rollups l cross join unnest(l.latencies_ms) as ms
  where l.monitor_id = any(array_agg(r.monitor_id)) and l.bucket_at = r.bucket_at), '{}')`;

/** What the probes of an SLI's monitors answered in [from, until) (ms), oldest first; windows without any probe are left out. */
export async function readProbeWindows(
  sql: Sql,
  sliId: string,
  { from, until, withLatencies }: { from: number; until: number; withLatencies: boolean },
): Promise<ProbeWindow[]> {
  const { rows } = await sql.query<ProbeWindow>(
    `select ${millis("r.bucket_at")} as at, sum(r.up + r.degraded)::float8 as answered,
       sum(r.up + r.degraded + r.down)::float8 as asked,
       ${withLatencies ? LATENCIES : "'{}'::real[]"}::float8[] as "latenciesMs"
     from slis i join monitors m on ${OURS("i", "m")} and m.archived_at is null
     join uptime_rollups r on r.monitor_id = m.id
       and r.bucket_at >= ${instant("$2::float8")} and r.bucket_at < ${instant("$3::float8")}
     where i.id = $1
     group by r.bucket_at having sum(r.up + r.degraded + r.down) > 0 order by r.bucket_at`,
    [sliId, from, until],
  );
  return rows;
}

/** Samples came late: SLIs of these monitors are read again from there, soon. */
export async function rewindProbeSources(
  sql: Sql,
  late: readonly { monitorId: string; fromAt: number }[],
  now: number,
): Promise<void> {
  if (late.length === 0) return;
  await sql.query(
    `update sli_sources s set read_until = least(s.read_until, g.from_at), due_at = least(s.due_at, ${instant("$3::float8")})
     from (
       select i.id, min(${instant("g.from_ms")}) as from_at
       from unnest($1::text[], $2::float8[]) as g(monitor_id, from_ms)
       join monitors m on m.id = g.monitor_id join slis i on i.source->>'kind' = 'probes' and ${OURS("i", "m")}
       group by 1 order by 1) g
     where s.sli_id = g.id and s.due_at is not null`,
    [late.map(({ monitorId }) => monitorId), late.map(({ fromAt }) => fromAt), now],
  );
}
