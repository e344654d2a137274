import type { Sql } from "#lib/data/sql.ts";
import { requestDays } from "#lib/data/status/day-requests.ts";
import { timelineChange, writeTimelines } from "#lib/data/status/timelines.ts";
import { baselineTimeline } from "#lib/domain/status/baseline.ts";
import { type Bounds, dayBounds } from "#lib/domain/status/calendar.ts";
import { API_PROBER, LOCAL_PROBER } from "#lib/domain/status/sample.ts";
import type { Span } from "#lib/domain/status/span.ts";
import { copyMonitorDays, copyRollups, copySamples } from "./bulk.ts";
import { countHistoryDays, type MonitorHistory, writeHistory } from "./history.ts";
import type { DemoPage, PageComponent, PageMonitor } from "./page-nouns.ts";
import type { Plan } from "./plan.ts";
import { simulate } from "./simulate.ts";

/** Raw samples of so many days; older ones are told by roll-ups and the timeline, as after retention. */
export const RAW_DAYS = 3;
const DAY_MS = 86_400_000;

export type Writing = {
  sql: Sql;
  page: DemoPage;
  seed: string;
  plan: Plan;
  /** Calendar days of the page's zone that are written, in order; the last one is today. */
  days: readonly ({ date: string } & Bounds)[];
  now: number;
};

/** Where a component's history begins: with the days, or on its start date. */
const startOf = ({ days, page }: Writing, { startDate }: PageComponent): number => {
  const first = days[0]!.startedAt;
  return startDate ? Math.max(first, dayBounds(startDate, page.timeZone).startedAt) : first;
};

/** Writes the past of a component and its monitors; its days are counted afterwards. */
export async function writeComponent(writing: Writing, noun: PageComponent): Promise<MonitorHistory[]> {
  const { sql } = writing;
  const from = startOf(writing, noun);
  const histories: MonitorHistory[] = [];
  for (const monitor of noun.monitors)
    histories.push(await writeMonitor(writing, noun.component, monitor, from));
  const timelines = histories.map(({ spans }) => ({ timeline: spans, from, until: null }));
  const change = timelineChange(noun.id, [], baselineTimeline(timelines));
  await sql.query("delete from component_baselines where component_id = $1", [noun.id]);
  if (change) await writeTimelines(sql, "component", [change]);
  await requestDays(sql, [{ componentId: noun.id, fromAt: from }]);
  return histories;
}

async function writeMonitor(
  { sql, plan, days, now }: Writing,
  component: PageComponent["component"],
  monitor: PageMonitor,
  from: number,
): Promise<MonitorHistory> {
  const { id, name, intervalMs, phaseMs, confirmations, isFed } = monitor;
  const measure = simulate(plan, { component: component.key, monitor: name, baseMs: component.baseMs });
  const rawFrom = now - RAW_DAYS * DAY_MS;
  const history = writeHistory({ measure, intervalMs, phaseMs, confirmations, from, now, rawFrom });
  await copyRollups(sql, id, history.rollups);
  await copyMonitorDays(sql, id, countHistoryDays(history.rollups, days));
  await copySamples(sql, id, isFed ? API_PROBER : LOCAL_PROBER, history.raw);
  await writeSpans(sql, id, history.spans);
  await sql.query(
    `insert into judge_requests (monitor_id, from_at, count_from_at, last_slot_at) values ($1, null, null, $2)
     on conflict (monitor_id) do update set from_at = null, count_from_at = null, last_slot_at = excluded.last_slot_at`,
    [id, new Date(history.lastSlotAt)],
  );
  return history;
}

async function writeSpans(sql: Sql, monitorId: string, spans: Span[]): Promise<void> {
  const change = timelineChange(monitorId, [], spans);
  if (change) await writeTimelines(sql, "monitor", [change]);
}

/** From here on every page says that this is a demo. */
export async function labelPage({ sql, page, seed, now }: Writing): Promise<void> {
  await sql.query("update pages set is_demo = true, updated_at = $2 where id = $1", [page.id, new Date(now)]);
  await sql.query(
    `insert into audit_log (page_id, actor_kind, actor_id, action, object_kind, object_id, after, at)
     values ($1, 'system', 'demo', 'page.demo', 'page', $1, $2, $3)`,
    [page.id, JSON.stringify({ seed }), new Date(now)],
  );
}
