import { once } from "node:events";
import { finished } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Sql } from "#lib/data/sql.ts";
import type { CountedMonitorDay, RawSample, Rollup } from "./history.ts";

/** Rows are sent in pieces of about so many characters. */
const PIECE_LENGTH = 1 << 17;

/** Rows of COPY's text format into a table; what is loaded holds no tab, backslash or line feed. */
async function copyIn(sql: Sql, target: string, rows: Iterable<string>): Promise<void> {
  const sink = sql.query(copyFrom(`copy ${target} from stdin`));
  let piece = "";
  for (const row of rows) {
    piece += `${row}\n`;
    if (piece.length < PIECE_LENGTH) continue;
    if (!sink.write(piece)) await once(sink, "drain");
    piece = "";
  }
  sink.end(piece);
  await finished(sink);
}

const iso = (at: number): string => new Date(at).toISOString();

/** Loads roll-ups of one monitor. */
export const copyRollups = (sql: Sql, monitorId: string, rollups: readonly Rollup[]): Promise<void> =>
  copyIn(
    sql,
    "uptime_rollups (monitor_id, bucket_at, up, degraded, down, latencies_ms)",
    rollups
      .values()
      .map(
        ({ bucketAt, up, degraded, down, latenciesMs }) =>
          `${monitorId}\t${iso(bucketAt)}\t${up}\t${degraded}\t${down}\t{${latenciesMs.join(",")}}`,
      ),
  );

/** Loads raw samples of one monitor; the partitions of their days exist. */
export const copySamples = (
  sql: Sql,
  monitorId: string,
  prober: string,
  samples: readonly RawSample[],
): Promise<void> =>
  copyIn(
    sql,
    "uptime_samples (monitor_id, prober, slot_at, outcome, latency_ms, detail)",
    samples.values().map(({ slotAt, outcome, latencyMs, reason }) => {
      const detail = reason ? `{"reason":"${reason}"}` : "\\N";
      return `${monitorId}\t${prober}\t${iso(slotAt)}\t${outcome}\t${latencyMs ?? "\\N"}\t${detail}`;
    }),
  );

/** Loads counted days of one monitor. */
export const copyMonitorDays = (
  sql: Sql,
  monitorId: string,
  days: readonly CountedMonitorDay[],
): Promise<void> =>
  copyIn(
    sql,
    "monitor_days (monitor_id, day, up, degraded, down, latency_count, p50_ms, p95_ms, p99_ms)",
    days.values().map(({ date, up, degraded, down, latencyCount, p50Ms, p95Ms, p99Ms }) => {
      const percentiles = [p50Ms, p95Ms, p99Ms].map((ms) => ms ?? "\\N");
      return [monitorId, date, up, degraded, down, latencyCount, ...percentiles].join("\t");
    }),
  );
