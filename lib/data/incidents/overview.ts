import type { ComponentFact } from "#lib/domain/incidents/contradictions.ts";
import type { SilentMonitor } from "#lib/domain/incidents/desk/overview.ts";
import { effectiveState } from "#lib/domain/status/effective.ts";
import type { State, WireState } from "#lib/domain/status/state.ts";
import { pool } from "../db.ts";
import { instant, millis } from "../sql.ts";

type Claim = { source: "override" | "incident" | "maintenance"; state: State; since: number };
type Row = {
  id: string;
  name: string;
  isMeasured: boolean;
  baseline: State | null;
  baselineSince: number | null;
  claims: Claim[];
};

const HOLDS = (row: string) =>
  `${row}.started_at <= ${instant("$2::float8")}
    and coalesce(${row}.ended_at, 'infinity'::timestamptz) > ${instant("$2::float8")}`;

/** What every component of the page, private ones too, shows at `now` (ms) and rests on: one statement, by index. */
export async function readComponentFacts(pageId: string, now: number): Promise<ComponentFact[]> {
  const { rows } = await pool().query<Row>(
    `select c.id, c.name, c.baseline_source = 'monitors' as "isMeasured", b.state as baseline,
       ${millis("b.started_at")} as "baselineSince",
       coalesce((select json_agg(json_build_object('source', s.source, 'state', s.state,
         'since', ${millis("s.started_at")}) order by s.started_at, s.id)
         from state_claims s where s.component_id = c.id and ${HOLDS("s")}), '[]') as claims
     from components c left join lateral (select b.state, b.started_at from component_baselines b
       where b.component_id = c.id and ${HOLDS("b")} order by b.started_at desc limit 1) b on true
     where c.page_id = $1 and c.archived_at is null order by c.position, c.id`,
    [pageId, now],
  );
  return rows.map(({ claims, ...row }) => {
    const baseline = row.baseline ?? (row.isMeasured ? "unknown" : "operational");
    const override = claims.find(({ source }) => source === "override");
    return {
      ...row,
      baseline,
      state: effectiveState(baseline, claims),
      override: override ? { state: override.state as WireState, since: override.since } : null,
    };
  });
}

/** Monitors that are on and of which nothing is known at `now` (ms) for longer than three of their intervals. */
export async function readSilentMonitors(pageId: string, now: number): Promise<SilentMonitor[]> {
  const { rows } = await pool().query<SilentMonitor>(
    `select m.id as "monitorId", m.component_id as "componentId", m.kind, m.since from (
       select m.id, m.component_id, m.kind, m.interval_seconds,
         coalesce(${millis("s.started_at")}, ${millis("m.created_at")}) as since
       from monitors m join components c on c.id = m.component_id and c.archived_at is null
       left join lateral (select t.started_at, t.ended_at, t.state from monitor_states t where t.monitor_id = m.id
         order by t.started_at desc limit 1) s on true
       where m.page_id = $1 and m.enabled and m.archived_at is null
         and (s.state is null or (s.state = 'unknown' and s.ended_at is null))) m
     where $2::float8 - m.since > m.interval_seconds * 3000.0 order by m.since, m.id`,
    [pageId, now],
  );
  return rows;
}
