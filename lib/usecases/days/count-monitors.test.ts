import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { percentile } from "#lib/domain/status/percentile.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, makeMonitored, sample, samplesOf } from "#lib/testing/engine.ts";
import { recordSamples } from "../samples/record.ts";
import { countMonitorDays, measureComponents } from "./count-monitors.ts";

withDatabase();
const T = Date.parse("2026-11-22T15:00:00Z"); // midnight in Seoul
const SLOT = 30_000;

beforeEach(() => pool().query("truncate judge_requests"));

const days = async (monitorId: string) =>
  (
    await pool().query(
      "select day::text, up, degraded, down, latency_count, p50_ms, p95_ms, p99_ms from monitor_days where monitor_id = $1 order by day",
      [monitorId],
    )
  ).rows;

describe("countMonitorDays", () => {
  it("counts a day in the page's zone with the nearest-rank percentiles of all its answers", async () => {
    const { scope, monitorId } = await makeMonitored({ timeZone: "Asia/Seoul" });
    const latencies = Array.from({ length: 240 }, (_, i) => ((i * 37) % 240) + 1);
    const samples = latencies.map((latencyMs, i) => sample(monitorId, T + i * SLOT, "up", { latencyMs }));
    await recordSamples(scope, [sample(monitorId, T - SLOT, "down"), ...samples]);
    expect(await countMonitorDays()).toBe(1);
    const sorted = latencies.toSorted((a, b) => a - b);
    expect(await days(monitorId)).toEqual([
      {
        day: "2026-11-22",
        up: 0,
        degraded: 0,
        down: 1,
        latency_count: 0,
        p50_ms: null,
        p95_ms: null,
        p99_ms: null,
      },
      {
        day: "2026-11-23",
        up: 240,
        degraded: 0,
        down: 0,
        latency_count: 240,
        p50_ms: percentile(sorted, 0.5),
        p95_ms: percentile(sorted, 0.95),
        p99_ms: percentile(sorted, 0.99),
      },
    ]);
  });

  it("counts only what has new samples since the last time", async () => {
    const { scope, monitorId } = await makeMonitored();
    await recordSamples(scope, samplesOf(monitorId, T, "uu"));
    expect(await countMonitorDays()).toBe(1);
    expect(await countMonitorDays()).toBe(0);
    await recordSamples(scope, samplesOf(monitorId, T + 2 * SLOT, "ud"));
    expect(await countMonitorDays()).toBe(1);
    expect(await days(monitorId)).toMatchObject([{ up: 3, down: 1 }]);
  });

  it("counts a day of long ago again when late samples come, and no empty days between", async () => {
    const { scope, monitorId } = await makeMonitored();
    await recordSamples(scope, samplesOf(monitorId, T, "u"));
    await countMonitorDays();
    await recordSamples(scope, samplesOf(monitorId, T - 10 * 86_400_000, "g"));
    await countMonitorDays();
    expect(await days(monitorId)).toMatchObject([
      { day: "2026-11-13", degraded: 1 },
      { day: "2026-11-23", up: 1 },
    ]);
  });

  it("shares the monitors between workers", async () => {
    const { pageId, componentId, scope } = await makeMonitored();
    const monitors = [];
    for (let i = 0; i < 50; i++) monitors.push(await makeMonitor(pageId, componentId));
    await recordSamples(
      scope,
      monitors.map((id) => sample(id, T)),
    );
    const counted = await Promise.all([countMonitorDays(), countMonitorDays()]);
    expect(counted[0] + counted[1]).toBe(50);
  });
});

describe("measureComponents", () => {
  it("tells response times and success of the last 24 hours, of all monitors of a component", async () => {
    const { pageId, componentId, scope, monitorId } = await makeMonitored();
    const other = await makeMonitor(pageId, componentId);
    const silent = await makeComponent(pageId);
    await makeMonitor(pageId, silent);
    await recordSamples(scope, [
      sample(monitorId, T, "up", { latencyMs: 10 }),
      sample(monitorId, T + SLOT, "degraded", { latencyMs: 30 }),
      sample(other, T, "up", { latencyMs: 20 }),
      sample(other, T + SLOT, "down", { latencyMs: null }),
      sample(other, T - 2 * 86_400_000, "up", { latencyMs: 5_000 }),
    ]);
    await measureComponents(T + 600_000);
    const { rows } = await pool().query("select * from component_metrics where component_id = any($1)", [
      [componentId, silent],
    ]);
    const byId = new Map(rows.map((row) => [row.component_id, row]));
    expect(byId.get(componentId)).toMatchObject({
      up: 2,
      degraded: 1,
      down: 1,
      p50_ms: 20,
      p95_ms: 30,
      p99_ms: 30,
    });
    expect(byId.get(silent)).toMatchObject({ up: 0, degraded: 0, down: 0, p50_ms: null });
  });
});
