import { createHash } from "node:crypto";
import { type KnownSeries, MAX_SERIES } from "#lib/domain/slo/otlp/gains.ts";
import { keptValue, valueOfKept } from "#lib/domain/slo/otlp/kept.ts";
import type { OtlpPoint } from "#lib/domain/slo/otlp/point.ts";
import type { SeriesState } from "#lib/domain/slo/otlp/series.ts";
import { instant, type Sql } from "../../sql.ts";

/** A series that nobody sent for so long is forgotten: its sender is gone. */
export const FORGOTTEN_AFTER_MS = 7 * 86_400_000;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64url");

type Row = {
  series: string;
  first_ns: string;
  start_ns: string;
  last_ns: string;
  recent_ns: string[];
  value: unknown;
};

const stateOf = (row: Row): SeriesState => ({
  firstNs: BigInt(row.first_ns),
  startNs: BigInt(row.start_ns),
  lastNs: BigInt(row.last_ns),
  recentNs: row.recent_ns.map(BigInt),
  value: row.value === null ? null : valueOfKept(row.value),
});

/** Makes senders of a page wait for each other until the transaction ends: each must see what the one before counted. */
export async function lockSeries(sql: Sql, pageId: string): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`otlp of ${pageId}`]);
}

export async function readSeries(
  sql: Sql,
  pageId: string,
  points: readonly OtlpPoint[],
): Promise<KnownSeries> {
  const names = new Map(points.map(({ series }) => [hashOf(series), series]));
  const streams = new Map(points.map(({ stream }) => [hashOf(stream), stream]));
  const { rows } = await sql.query<Row>(
    `select series, first_ns::text, start_ns::text, last_ns::text, recent_ns::text[], value
     from otlp_series where page_id = $1 and series = any($2)`,
    [pageId, [...names.keys()]],
  );
  const heard = await sql.query<{ stream: string; first: string }>(
    `select stream, min(first_ns)::text as first from otlp_series
     where page_id = $1 and stream = any($2) group by stream`,
    [pageId, [...streams.keys()]],
  );
  const { rows: counted } = await sql.query<{ count: number }>(
    "select count(*)::int as count from otlp_series where page_id = $1",
    [pageId],
  );
  return {
    states: new Map(rows.map((row) => [names.get(row.series)!, stateOf(row)])),
    heardSinceNs: new Map(heard.rows.map(({ stream, first }) => [streams.get(stream)!, BigInt(first)])),
    room: MAX_SERIES - counted[0]!.count,
  };
}

/** Keeps what is known of series now, and forgets those that nobody sends any more. */
export async function writeSeries(
  sql: Sql,
  pageId: string,
  changed: readonly { point: OtlpPoint; state: SeriesState }[],
  now: number,
): Promise<void> {
  await sql.query(
    `insert into otlp_series (page_id, series, stream, first_ns, start_ns, last_ns, recent_ns, value, seen_at)
     select $1, g.series, g.stream, g.first, g.start, g.last, g.recent::bigint[], g.value::jsonb, ${instant("$2::float8")}
     from unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[], $9::text[])
       as g(series, stream, first, start, last, recent, value)
     on conflict (page_id, series) do update set start_ns = excluded.start_ns, last_ns = excluded.last_ns,
       recent_ns = excluded.recent_ns, value = excluded.value, seen_at = excluded.seen_at`,
    [
      pageId,
      now,
      changed.map(({ point }) => hashOf(point.series)),
      changed.map(({ point }) => hashOf(point.stream)),
      changed.map(({ state }) => String(state.firstNs)),
      changed.map(({ state }) => String(state.startNs)),
      changed.map(({ state }) => String(state.lastNs)),
      changed.map(({ state }) => `{${state.recentNs.join(",")}}`),
      changed.map(({ state }) => state.value && keptValue(state.value)),
    ],
  );
  await sql.query(`delete from otlp_series where page_id = $1 and seen_at < ${instant("$2::float8")}`, [
    pageId,
    now - FORGOTTEN_AFTER_MS,
  ]);
}
