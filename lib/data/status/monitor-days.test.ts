import { beforeEach, describe, expect, it } from "vitest";
import { dayBounds } from "#lib/domain/status/calendar.ts";
import { percentile } from "#lib/domain/status/percentile.ts";
import { beginOther } from "#lib/testing/data/connections.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, makeMonitored, makePage, sample } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { inTransaction } from "../sql.ts";
import { claimMonitorDays, writeComponentMetrics, writeMonitorDays } from "./monitor-days.ts";
import { insertSamples } from "./samples.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");
beforeEach(() => pool().query("delete from judge_requests"));

const rollup = (monitorId: string, at: number, counts: [number, number, number], latencies: number[] = []) =>
  pool().query("insert into uptime_rollups values ($1, $2, $3, $4, $5, $6)", [
    monitorId,
    new Date(at),
    ...counts,
    latencies,
  ]);

describe("claimMonitorDays", () => {
  it("tells the stretch to count in the page's zone, once", async () => {
    const { pageId, monitorId } = await makeMonitored({ timeZone: "America/New_York" });
    const taken = [sample(monitorId, T), sample(monitorId, T + 60_000)];
    await insertSamples(pageId, taken, { tell: false });
    const request = { monitorId, timeZone: "America/New_York", fromAt: T, untilAt: T + 60_000 };
    expect(await inTransaction(claimMonitorDays)).toEqual([request]);
    expect(await inTransaction(claimMonitorDays)).toEqual([]);
    // Judging is asked for apart from counting.
    const { rows } = await pool().query("select from_at from judge_requests where monitor_id = $1", [
      monitorId,
    ]);
    expect(+rows[0].from_at).toBe(T);
  });

  it("gives workers disjoint monitors, few at a time, and those of a dead worker again", async () => {
    const pageId = await makePage();
    const componentId = await makeComponent(pageId);
    const ids: string[] = [];
    for (let i = 0; i < 30; i++) ids.push(await makeMonitor(pageId, componentId));
    await insertSamples(
      pageId,
      ids.map((id) => sample(id, T)),
      { tell: false },
    );
    const other = await beginOther();
    const first = (await claimMonitorDays(other.sql)).map(({ monitorId }) => monitorId);
    const second = (await inTransaction(claimMonitorDays)).map(({ monitorId }) => monitorId);
    expect([first.length, second.length]).toEqual([20, 10]);
    expect([...first, ...second].sort()).toEqual(ids.sort());
    await other.die();
    const again = (await inTransaction(claimMonitorDays)).map(({ monitorId }) => monitorId);
    expect(again.sort()).toEqual(first.sort());
  });
});

describe("writeMonitorDays", () => {
  const countDay = (monitorId: string, date: string, timeZone: string) =>
    inTransaction((sql) => writeMonitorDays(sql, [{ monitorId, date, ...dayBounds(date, timeZone) }]));
  const daysOf = async (id: string) =>
    (
      await pool().query(
        `select day::text, up, degraded, down, latency_count as answered, p50_ms as p50, p95_ms as p95, p99_ms as p99
         from monitor_days where monitor_id = $1 order by day`,
        [id],
      )
    ).rows;

  it("sums the buckets of the day, half-open, on days of 23, 24.5 and 25 hours", async () => {
    const cases = [
      ["America/New_York", "2026-03-08", 23],
      ["Australia/Lord_Howe", "2026-04-05", 24.5],
      ["America/New_York", "2026-11-01", 25],
    ] as const;
    for (const [timeZone, date, hours] of cases) {
      const { monitorId } = await makeMonitored({ timeZone });
      const { startedAt, endedAt } = dayBounds(date, timeZone);
      expect(endedAt - startedAt).toBe(hours * 3_600_000);
      for (const at of [startedAt - 300_000, startedAt, endedAt - 300_000, endedAt])
        await rollup(monitorId, at, [1, 2, 3]);
      await countDay(monitorId, date, timeZone);
      expect(await daysOf(monitorId)).toMatchObject([{ day: date, up: 2, degraded: 4, down: 6 }]);
    }
  });

  it("tells exact percentiles over all buckets, those of the domain", async () => {
    const { monitorId } = await makeMonitored();
    const latencies = Array.from({ length: 150 }, (_, i) => (i * 37) % 150);
    for (let i = 0; i < 5; i++)
      await rollup(monitorId, T + i * 300_000, [30, 0, 0], latencies.slice(i * 30, i * 30 + 30));
    await countDay(monitorId, "2026-11-22", "UTC");
    const sorted = latencies.toSorted((a, b) => a - b);
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => percentile(sorted, q));
    expect(await daysOf(monitorId)).toMatchObject([{ answered: 150, p50, p95, p99 }]);
  });

  it("says nothing of a day without roll-ups, and null of one that nobody answered", async () => {
    const { monitorId } = await makeMonitored();
    await rollup(monitorId, T, [0, 0, 7]);
    await countDay(monitorId, "2026-11-21", "UTC");
    await countDay(monitorId, "2026-11-22", "UTC");
    const silent = {
      day: "2026-11-22",
      up: 0,
      degraded: 0,
      down: 7,
      answered: 0,
      p50: null,
      p95: null,
      p99: null,
    };
    expect(await daysOf(monitorId)).toEqual([silent]);
    await inTransaction((sql) => writeMonitorDays(sql, []));
  });

  it("replaces a day that is counted again after a late sample", async () => {
    const { monitorId } = await makeMonitored();
    await rollup(monitorId, T, [1, 0, 0], [5]);
    await countDay(monitorId, "2026-11-22", "UTC");
    await rollup(monitorId, T + 300_000, [0, 0, 1]);
    await countDay(monitorId, "2026-11-22", "UTC");
    expect(await daysOf(monitorId)).toMatchObject([{ up: 1, down: 1, answered: 1, p50: 5 }]);
  });
});

describe("writeComponentMetrics", () => {
  it("measures all monitors of each published component together, and of no other", async () => {
    const pageId = await makePage();
    const [shown, hidden, archived, unmeasured] = [
      await makeComponent(pageId),
      await makeComponent(pageId, { published: false }),
      await makeComponent(pageId),
      await makeComponent(pageId),
    ];
    await pool().query("update components set archived_at = now() where id = $1", [archived]);
    const ids = [await makeMonitor(pageId, shown), await makeMonitor(pageId, shown)];
    for (const componentId of [hidden, archived])
      await rollup(await makeMonitor(pageId, componentId), T, [9, 9, 9]);
    await rollup(ids[0]!, T, [3, 1, 0], [10, 20, 30, 40]);
    await rollup(ids[1]!, T + 300_000, [1, 0, 5], [50]);
    await rollup(ids[1]!, T + 600_000, [100, 0, 0], [1]); // at the end of the stretch: outside
    await writeComponentMetrics(pool(), T, T + 600_000);
    const { rows } = await pool().query(
      "select component_id, up, degraded, down, p50_ms, p99_ms from component_metrics where component_id = any($1)",
      [[shown, hidden, archived, unmeasured]],
    );
    expect(rows).toEqual([{ component_id: shown, up: 4, degraded: 1, down: 5, p50_ms: 30, p99_ms: 50 }]);
  });
});
