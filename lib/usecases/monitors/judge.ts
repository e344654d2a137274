import { pool } from "#lib/data/db.ts";
import { rewindProbeSources } from "#lib/data/slo/reading/probe-windows.ts";
import { inTransaction, type Sql } from "#lib/data/sql.ts";
import { requestDays } from "#lib/data/status/day-requests.ts";
import {
  claimJudgeRequests,
  type JudgeRequest,
  readJudgedSamples,
  requestSilent,
} from "#lib/data/status/judge-requests.ts";
import { lockMonitorsOfComponents } from "#lib/data/status/monitors.ts";
import { keptFrom } from "#lib/data/status/partitions.ts";
import {
  readTimelines,
  type TimelineChange,
  timelineChange,
  writeTimelines,
} from "#lib/data/status/timelines.ts";
import { CHANGED_CHANNEL } from "#lib/data/tx.ts";
import { OVERLAP_MS } from "#lib/domain/slo/reading/schedule.ts";
import { baselineTimeline } from "#lib/domain/status/baseline.ts";
import { judgeStart, judgeTimeline } from "#lib/domain/status/judge.ts";
import { replaceFrom, type Span, stateAt } from "#lib/domain/status/span.ts";

/** Under unceasing ingest there is always more: after so many batches others get their turn. */
const MAX_BATCHES = 20;

/**
 * Judges the monitors that have new samples, and the components above them, in batches until nothing is left (at most 20).
 * Several workers share the work. Only changed spans are written; `changed` counts the monitors whose timeline moved.
 */
export async function judgeMonitors(
  now: number,
): Promise<{ judged: number; changed: number; isDone: boolean }> {
  const total = { judged: 0, changed: 0 };
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const { judged, changed } = await inTransaction((sql) => judgeBatch(sql, now));
    total.judged += judged;
    total.changed += changed;
    if (judged === 0) return { ...total, isDone: true };
  }
  return { ...total, isDone: false };
}

/** Makes monitors that fell silent, were paused or archived unknown from their first missing slot. */
export async function sweepSilentMonitors(now: number): Promise<number> {
  return await requestSilent(pool(), now);
}

async function judgeBatch(sql: Sql, now: number) {
  const requests = await claimJudgeRequests(sql, now);
  if (requests.length === 0) return { judged: 0, changed: 0 };
  const changes = await judgeRequests(sql, requests, now);
  await writeTimelines(sql, "monitor", changes);
  const touched = touchedComponents(requests, changes);
  await judgeComponents(sql, touched);
  await rewindProbeSources(
    sql,
    requests.filter(({ fromAt }) => fromAt < now - OVERLAP_MS),
    now,
  );
  const pages = new Set(
    requests.filter(({ componentId }) => touched.has(componentId)).map(({ pageId }) => pageId),
  );
  for (const pageId of pages) await sql.query("select pg_notify($1, $2)", [CHANGED_CHANNEL, pageId]);
  return { judged: requests.length, changed: changes.length };
}

/** Where to judge from: never before the raw samples that are kept, for what is dropped would look like silence. */
const startOf = (request: JudgeRequest, now: number): number =>
  Math.max(
    judgeStart(request.fromAt, request.intervalMs, request.confirmations),
    keptFrom(now, request.retentionDays),
  );

async function judgeRequests(sql: Sql, requests: readonly JudgeRequest[], now: number) {
  const wanted = requests.map((request) => ({ id: request.monitorId, fromAt: startOf(request, now) }));
  const samples = await readJudgedSamples(sql, wanted);
  const stored = await readTimelines(sql, "monitor", wanted);
  const changes: TimelineChange[] = [];
  for (const [i, request] of requests.entries()) {
    const startAt = wanted[i]!.fromAt;
    const before = stored.get(request.monitorId) ?? [];
    const judged = judgeTimeline({
      samples: samples.get(request.monitorId) ?? [],
      intervalMs: request.intervalMs,
      confirmations: request.confirmations,
      before: stateAt(before, startAt),
      startAt,
      // Nothing more is awaited of a stopped monitor: its silence counts at once, from its first missing slot.
      now: request.isStopped ? Number.POSITIVE_INFINITY : now,
    });
    const after = withoutLeadingUnknown(replaceFrom(before, startAt, judged), startAt);
    const change = timelineChange(request.monitorId, before, after);
    if (change) changes.push(change);
  }
  return changes;
}

/** A timeline begins with its first verdict; the hole before it means unknown anyway. Nothing is stored before `fromAt` then. */
function withoutLeadingUnknown(spans: Span[], fromAt: number): Span[] {
  const first = spans[0];
  return first?.state === "unknown" && first.startedAt >= fromAt ? spans.slice(1) : spans;
}

function touchedComponents(requests: readonly JudgeRequest[], changes: readonly TimelineChange[]) {
  const componentOf = new Map(requests.map(({ monitorId, componentId }) => [monitorId, componentId]));
  const touched = new Map<string, number>();
  for (const { id, changedFrom } of changes) {
    const componentId = componentOf.get(id) as string;
    touched.set(componentId, Math.min(touched.get(componentId) ?? changedFrom, changedFrom));
  }
  return touched;
}

/** Baselines of the given components from the given instants on. */
async function judgeComponents(sql: Sql, touched: ReadonlyMap<string, number>): Promise<void> {
  if (touched.size === 0) return;
  const monitors = await lockMonitorsOfComponents(sql, [...touched.keys()]);
  const timelines = await readTimelines(
    sql,
    "monitor",
    monitors.map(({ monitorId, componentId }) => ({ id: monitorId, fromAt: touched.get(componentId)! })),
  );
  const fromMonitors = new Set(monitors.map(({ componentId }) => componentId));
  const wanted = [...touched].filter(([id]) => fromMonitors.has(id)).map(([id, fromAt]) => ({ id, fromAt }));
  const stored = await readTimelines(sql, "component", wanted);
  const changes: TimelineChange[] = [];
  for (const { id, fromAt } of wanted) {
    const members = monitors
      .filter(({ componentId }) => componentId === id)
      .map(({ monitorId }) => ({ timeline: timelines.get(monitorId) ?? [], from: fromAt, until: null }));
    const before = stored.get(id) ?? [];
    const after = withoutLeadingUnknown(replaceFrom(before, fromAt, baselineTimeline(members)), fromAt);
    const change = timelineChange(id, before, after);
    if (change) changes.push(change);
  }
  await writeTimelines(sql, "component", changes);
  await requestDays(
    sql,
    changes.map(({ id, changedFrom }) => ({ componentId: id, fromAt: changedFrom })),
  );
}
