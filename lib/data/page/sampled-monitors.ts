import type { SampledMonitor } from "#lib/domain/page/sample-batch.ts";
import { dayBounds } from "#lib/domain/status/calendar.ts";
import { pool } from "../db.ts";

const DAY_MS = 86_400_000;

// Components, not monitors, have a start date; both must be in use.
const SAMPLED = `
  select m.id, m.interval_seconds, m.phase_ms, m.enabled, to_char(c.start_date, 'YYYY-MM-DD') as start_date,
    p.time_zone, p.raw_retention_days
  from monitors m join components c on c.id = m.component_id join pages p on p.id = m.page_id
  where m.id = any($1) and m.page_id = $2 and m.archived_at is null and c.archived_at is null`;

type Row = {
  id: string;
  interval_seconds: number;
  phase_ms: number;
  enabled: boolean;
  start_date: string | null;
  time_zone: string;
  raw_retention_days: number;
};

function fromRow(row: Row, now: number): SampledMonitor {
  const kept = now - row.raw_retention_days * DAY_MS;
  const started = row.start_date === null ? kept : dayBounds(row.start_date, row.time_zone).startedAt;
  return {
    id: row.id,
    intervalMs: row.interval_seconds * 1000,
    phaseMs: row.phase_ms,
    enabled: row.enabled,
    acceptedFrom: Math.max(kept, started),
    acceptedFromReason: started > kept ? "start_date" : "retention",
  };
}

/** Those of the named monitors that the page has, by id; foreign, unknown and archived ones are simply missing. */
export async function readSampledMonitors(
  pageId: string,
  ids: readonly string[],
  now: number,
): Promise<Map<string, SampledMonitor>> {
  // PostgreSQL refuses a whole statement for one zero byte: whoever sends that names no monitor, and spoils no batch.
  const possible = ids.filter((id) => !id.includes("\0"));
  if (possible.length === 0) return new Map();
  const { rows } = await pool().query<Row>(SAMPLED, [possible, pageId]);
  return new Map(rows.map((row) => [row.id, fromRow(row, now)]));
}
