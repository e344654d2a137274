import { WINDOW_MS } from "#lib/domain/slo/definition.ts";
import type { SourcedMeasurement } from "#lib/domain/slo/measurement-batch.ts";
import { type Amounts, addAmounts, type OtlpSli, type OtlpSource } from "#lib/domain/slo/otlp/amounts.ts";
import { followAll, type Gain } from "#lib/domain/slo/otlp/gains.ts";
import type { OtlpPoint, RejectedPoints } from "#lib/domain/slo/otlp/point.ts";
import type { SliKind } from "#lib/domain/slo/source.ts";
import { pool } from "../../db.ts";
import { instant, inTransaction, millis, type Sql } from "../../sql.ts";
import { storeMeasurementsWithin } from "../summing/measurements.ts";
import { lockSeries, readSeries, writeSeries } from "./otlp-series.ts";

/** Who says it in the measurements of SLIs that count metrics of OpenTelemetry. */
const OTLP_SOURCE = "otlp";

/** SLIs in use whose figures are sent as metrics of OpenTelemetry. */
export async function readOtlpSlis(pageId: string): Promise<OtlpSli[]> {
  const { rows } = await pool().query<{ id: string; kind: SliKind; source: OtlpSource }>(
    `select id, kind, source from slis
     where page_id = $1 and archived_at is null and source->>'kind' = 'otlp' order by id`,
    [pageId],
  );
  return rows;
}

/** What was counted in the windows until now, by SLI and window. */
async function readCounted(sql: Sql, gains: readonly Gain[]): Promise<Map<string, Amounts>> {
  const { rows } = await sql.query<{
    id: string;
    at: number;
    good: string;
    total: string;
    counts: string[];
  }>(
    `select m.sli_id as id, ${millis("m.window_at")} as at, m.good::text, m.total::text, m.counts::text[]
     from unnest($1::text[], $2::float8[]) as g(id, at_ms)
     join sli_measurements m on m.sli_id = g.id and m.window_at = ${instant("g.at_ms")}
       and m.window_seconds = ${WINDOW_MS / 1000} and m.source = '${OTLP_SOURCE}'`,
    [gains.map(({ sliId }) => sliId), gains.map(({ windowAt }) => windowAt)],
  );
  return new Map(
    rows.map(({ id, at, good, total, counts }) => [
      `${id} ${at}`,
      { good: BigInt(good), total: BigInt(total), counts: counts.map(BigInt) },
    ]),
  );
}

/**
 * Counts points of one page in the windows of its SLIs, each of them once, and remembers their series, in one transaction: durable on
 * return, and the same after a restart. Returns what could not be counted.
 */
export async function storePoints(
  pageId: string,
  points: readonly OtlpPoint[],
  slis: readonly OtlpSli[],
  now: number,
): Promise<RejectedPoints[]> {
  if (points.length === 0) return [];
  return await inTransaction(async (sql) => {
    await lockSeries(sql, pageId);
    const known = await readSeries(sql, pageId, points);
    const { gains, changed, rejected } = followAll(points, slis, known);
    const counted = await readCounted(sql, gains);
    const measurements: SourcedMeasurement[] = gains.map((gain) => {
      const before = counted.get(`${gain.sliId} ${gain.windowAt}`);
      const { sliId, windowAt } = gain;
      const place = { sliId, windowAt, windowSeconds: WINDOW_MS / 1000, source: OTLP_SOURCE };
      const { good, total, counts } = before ? addAmounts(before, gain) : gain;
      return { ...place, good, total, counts };
    });
    await storeMeasurementsWithin(sql, pageId, measurements, now);
    await writeSeries(sql, pageId, changed, now);
    return rejected;
  });
}
