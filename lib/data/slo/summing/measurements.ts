import { WINDOW_MS } from "#lib/domain/slo/definition.ts";
import type { MeasuredSli, SourcedMeasurement } from "#lib/domain/slo/measurement-batch.ts";
import type { SliKind } from "#lib/domain/slo/source.ts";
import { pool } from "../../db.ts";
import { instant, inTransaction, type Sql } from "../../sql.ts";

const HOUR_MS = 3_600_000;

/** SLIs in use by their keys. */
export async function readMeasuredSlis(
  pageId: string,
  keys: readonly string[],
): Promise<Map<string, MeasuredSli>> {
  const { rows } = await pool().query<{ id: string; key: string; kind: SliKind }>(
    "select id, key, kind from slis where page_id = $1 and key = any($2) and archived_at is null",
    [pageId, keys],
  );
  return new Map(rows.map(({ key, id, kind }) => [key, { id, kind }]));
}

/** Whose measurements are stored comes one after the other: whoever adds them up sees all of them. Sorted, against deadlocks. */
const LOCK = `
  insert into sli_sources as s (sli_id, last_window_at, answered_at)
  select g.id, ${instant("max(g.at_ms)")}, ${instant("$4::float8")}
  from unnest($2::text[], $3::float8[]) as g(id, at_ms)
  join slis i on i.id = g.id and i.page_id = $1
  group by 1 order by 1
  on conflict (sli_id) do update set last_window_at = greatest(s.last_window_at, excluded.last_window_at),
    answered_at = excluded.answered_at, failing_since = null, last_fault = null
  returning sli_id`;

/** The same window of the same source again replaces; what says the same is not written. */
const STORE = `
  insert into sli_measurements as m (sli_id, window_at, window_seconds, source, good, total, counts, received_at)
  select id, ${instant("at_ms")}, seconds, source, good, total, counts::bigint[], ${instant("$8::float8")}
  from unnest($1::text[], $2::float8[], $3::int[], $4::text[], $5::bigint[], $6::bigint[], $7::text[])
    as g(id, at_ms, seconds, source, good, total, counts)
  order by 1, 2, 3, 4
  on conflict (sli_id, window_at, window_seconds, source) do update
    set good = excluded.good, total = excluded.total, counts = excluded.counts, received_at = excluded.received_at
    where (m.good, m.total, m.counts) is distinct from (excluded.good, excluded.total, excluded.counts)
  returning sli_id, (xmax = 0) as is_new`;

/** Latencies of all parts of a window, bin by bin; of one part alone they are taken as they are. */
const COUNTS = `case when count(*) = 1 then min(m.counts)
  else (select coalesce(array_agg(bin.sum order by bin.place), '{}') from (
    select c.place, sum(c.count)::bigint as sum from sli_measurements p, unnest(p.counts) with ordinality as c(count, place)
    where p.sli_id = t.sli_id and p.window_at >= t.at and p.window_at < t.at + interval '${WINDOW_MS} ms'
    group by c.place) bin) end`;

/** Five-minute windows anew from everything that was measured in them: late and repeated measurements cannot make them drift. */
const WINDOWS = `
  insert into sli_windows as w (sli_id, window_at, good, total, counts)
  select t.sli_id, t.at, sum(m.good), sum(m.total), ${COUNTS}
  from (select id as sli_id, ${instant("at_ms")} as at from unnest($1::text[], $2::float8[]) as g(id, at_ms)) t
  join sli_measurements m on m.sli_id = t.sli_id and m.window_at >= t.at
    and m.window_at < t.at + interval '${WINDOW_MS} ms'
  group by t.sli_id, t.at order by 1, 2
  on conflict (sli_id, window_at) do update set good = excluded.good, total = excluded.total, counts = excluded.counts
    where (w.good, w.total, w.counts) is distinct from (excluded.good, excluded.total, excluded.counts)`;

const HOURS = `
  insert into sli_hours as h (sli_id, hour_at, good, total, counts)
  select t.sli_id, t.at, sum(w.good), sum(w.total), '{}'
  from (select id as sli_id, ${instant("at_ms")} as at from unnest($1::text[], $2::float8[]) as g(id, at_ms)) t
  join sli_windows w on w.sli_id = t.sli_id and w.window_at >= t.at and w.window_at < t.at + interval '1 hour'
  group by 1, 2 order by 1, 2
  on conflict (sli_id, hour_at) do update set good = excluded.good, total = excluded.total
    where (h.good, h.total) is distinct from (excluded.good, excluded.total)`;

/** The steps that the measurements lie in, each once, as two columns. */
function touched(measurements: readonly SourcedMeasurement[], stepMs: number): [string[], number[]] {
  const seen = new Map<string, [string, number]>();
  for (const { sliId, windowAt } of measurements) {
    const at = Math.floor(windowAt / stepMs) * stepMs;
    seen.set(`${sliId} ${at}`, [sliId, at]);
  }
  const steps = [...seen.values()];
  return [steps.map(([id]) => id), steps.map(([, at]) => at)];
}

async function store(sql: Sql, measurements: readonly SourcedMeasurement[], now: number) {
  const { rows } = await sql.query<{ is_new: boolean }>(STORE, [
    measurements.map(({ sliId }) => sliId),
    measurements.map(({ windowAt }) => windowAt),
    measurements.map(({ windowSeconds }) => windowSeconds),
    measurements.map(({ source }) => source),
    measurements.map(({ good }) => String(good)),
    measurements.map(({ total }) => String(total)),
    measurements.map(({ counts }) => `{${counts.join(",")}}`),
    now,
  ]);
  return rows;
}

export type StoredMeasurements = { written: number; replaced: number; unchanged: number };

/**
 * Stores measurements of one page's SLIs with their windows and hours; those of other pages' SLIs are left out. Each (SLI, window,
 * source) at most once. Within the caller's transaction; workers are told by a trigger on the windows.
 */
export async function storeMeasurementsWithin(
  sql: Sql,
  pageId: string,
  given: readonly SourcedMeasurement[],
  now: number,
): Promise<StoredMeasurements> {
  if (given.length === 0) return { written: 0, replaced: 0, unchanged: 0 };
  const { rows: locked } = await sql.query<{ sli_id: string }>(LOCK, [
    pageId,
    given.map(({ sliId }) => sliId),
    given.map(({ windowAt }) => windowAt),
    now,
  ]);
  const ours = new Set(locked.map(({ sli_id }) => sli_id));
  const measurements = given.filter(({ sliId }) => ours.has(sliId));
  const changed = await store(sql, measurements, now);
  if (changed.length > 0) {
    await sql.query(WINDOWS, touched(measurements, WINDOW_MS));
    await sql.query(HOURS, touched(measurements, HOUR_MS));
  }
  const written = changed.filter(({ is_new }) => is_new).length;
  const replaced = changed.length - written;
  return { written, replaced, unchanged: measurements.length - changed.length };
}

/** The same in a transaction of its own: committed, hence durable, on return. */
export const storeMeasurements = (
  pageId: string,
  given: readonly SourcedMeasurement[],
  now: number,
): Promise<StoredMeasurements> => inTransaction((sql) => storeMeasurementsWithin(sql, pageId, given, now));
