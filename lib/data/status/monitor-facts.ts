import type { Outcome, SampleDetail } from "#lib/domain/status/sample.ts";
import type { State } from "#lib/domain/status/state.ts";
import { pool } from "../db.ts";
import { millis } from "../sql.ts";

/** What a monitor says now, and the last that was heard of it. Instants are milliseconds since the epoch. */
export type MonitorFacts = {
  monitorId: string;
  /** The present verdict; null before the first. */
  state: State | null;
  since: number | null;
  lastSample: { at: number; outcome: Outcome; latencyMs: number | null; reason: string | null } | null;
};

type Row = {
  monitorId: string;
  state: State | null;
  since: number | null;
  at: number | null;
  outcome: Outcome;
  latencyMs: number | null;
  detail: SampleDetail | null;
};

/** The facts of each of the page's monitors that are not archived: a step in an index each, however long the history. */
export async function readMonitorFacts(pageId: string): Promise<MonitorFacts[]> {
  const { rows } = await pool().query<Row>(
    `select m.id as "monitorId", s.state, ${millis("s.started_at")} as since, ${millis("u.slot_at")} as at,
       u.outcome, u.latency_ms as "latencyMs", u.detail
     from monitors m
     left join monitor_states s on s.monitor_id = m.id and s.ended_at is null
     left join judge_requests r on r.monitor_id = m.id
     left join lateral (
       select x.slot_at, x.outcome, x.latency_ms, x.detail from uptime_samples x
       where x.monitor_id = m.id and x.slot_at = r.last_slot_at order by x.prober limit 1) u on true
     where m.page_id = $1 and m.archived_at is null order by m.id`,
    [pageId],
  );
  return rows.map(({ at, outcome, latencyMs, detail, ...row }) => ({
    ...row,
    lastSample: at === null ? null : { at, outcome, latencyMs, reason: detail?.reason ?? null },
  }));
}
