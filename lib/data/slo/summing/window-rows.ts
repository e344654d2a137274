import type { SliWindow } from "#lib/domain/slo/measurement.ts";
import { instant, millis, type Sql } from "../../sql.ts";

/** Told by the database in the moment in which new or changed windows are committed (a trigger in the migration). */
export const MEASURED_CHANNEL = "measured";

export type WantedSli = {
  sliId: string;
  from: number;
  /** Latencies are wide: whoever counts events only leaves them out. */
  withCounts: boolean;
};

type Row = { sliId: string; at: number; good: string; total: string; counts: string | null };

/** "{0,0,3}" as PostgreSQL writes a bigint[]; most of a histogram is zeros. */
function readCounts(text: string | null): bigint[] {
  if (text === null || text.length <= 2) return [];
  return text
    .slice(1, -1)
    .split(",")
    .map((count) => (count === "0" ? 0n : BigInt(count)));
}

/** The windows of each SLI that start in [from, until) (ms), oldest first. Every SLI has an entry. */
export async function readWindowRows(
  sql: Sql,
  wanted: readonly WantedSli[],
  until: number,
): Promise<Map<string, SliWindow[]>> {
  const windows = new Map<string, SliWindow[]>(wanted.map(({ sliId }) => [sliId, []]));
  if (wanted.length === 0) return windows;
  const { rows } = await sql.query<Row>(
    `select g.id as "sliId", ${millis("w.window_at")} as at, w.good::text, w.total::text, w.counts
     from unnest($1::text[], $2::float8[], $3::boolean[]) as g(id, from_ms, counted)
     cross join lateral (
       select window_at, good, total, case when g.counted then counts::text end as counts from sli_windows
       where sli_id = g.id and window_at >= ${instant("g.from_ms")} and window_at < ${instant("$4::float8")}
       order by window_at offset 0) w`,
    [
      wanted.map(({ sliId }) => sliId),
      wanted.map(({ from }) => from),
      wanted.map(({ withCounts }) => withCounts),
      until,
    ],
  );
  for (const { sliId, at, good, total, counts } of rows)
    windows.get(sliId)?.push({ at, good: BigInt(good), total: BigInt(total), counts: readCounts(counts) });
  return windows;
}

/**
 * Starts of windows (ms) in which at least a tenth of at least `minEvents` events was bad, of any of the SLIs, oldest first: what
 * proves an outage that no probe saw.
 */
export async function readOutageWindows(
  sql: Sql,
  sliIds: readonly string[],
  { from, until, minEvents }: { from: number; until: number; minEvents: number },
): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>(sliIds.map((id) => [id, []]));
  if (sliIds.length === 0) return found;
  const { rows } = await sql.query<{ sliId: string; at: number }>(
    `select sli_id as "sliId", ${millis("window_at")} as at from sli_windows
     where sli_id = any($1) and window_at >= ${instant("$2::float8")} and window_at < ${instant("$3::float8")}
       and total >= $4 and (total - good) * 10 >= total order by window_at`,
    [sliIds, from, until, minEvents],
  );
  for (const { sliId, at } of rows) found.get(sliId)?.push(at);
  return found;
}
