import { expect, it } from "vitest";
import { makeWorld } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, makePage } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { readLatencies, readLatencyDays, readPublicMonitorIds } from "./latencies.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");
const HOUR = 3_600_000;
const rollup = (monitorId: string, at: number, latencies: number[]) =>
  pool().query("insert into uptime_rollups values ($1, $2, 1, 0, 0, $3)", [
    monitorId,
    new Date(at),
    latencies,
  ]);

it("tells each stretch, half-open, over all monitors together; null where nothing answered", async () => {
  await rollup("a", T - 300_000, [999]);
  await rollup("a", T, [10, 30]);
  await rollup("b", T + HOUR - 300_000, [20]);
  await rollup("b", T + 2 * HOUR, [7]);
  await rollup("stranger", T, [5_000]);
  const edges = [T, T + HOUR, T + 2 * HOUR, T + 3 * HOUR];
  expect(await readLatencies(pool(), ["a", "b"], edges)).toEqual([
    { at: T, p50: 20, p95: 30, p99: 30 },
    { at: T + HOUR, p50: null, p95: null, p99: null },
    { at: T + 2 * HOUR, p50: 7, p95: 7, p99: 7 },
  ]);
  expect(await readLatencies(pool(), [], edges.slice(0, 2))).toMatchObject([{ at: T, p50: null }]);
});

it("tells figures as they were measured, without digits of the storage", async () => {
  await rollup("exact", T, [12.345]);
  expect(await readLatencies(pool(), ["exact"], [T, T + HOUR])).toMatchObject([{ p50: 12.345, p99: 12.345 }]);
  await pool().query(
    "insert into monitor_days values ('exact', '2026-11-22', 1, 0, 0, 1, 0.1, 12.345, 99.9)",
  );
  const days = await readLatencyDays(pool(), "exact", "2026-11-22");
  expect([...days]).toEqual([["2026-11-22", { p50: 0.1, p95: 12.345, p99: 99.9 }]]);
});

it("tells counted days from the first on, of this monitor alone", async () => {
  for (const [id, day] of [
    ["m", "2026-10-31"],
    ["m", "2026-11-01"],
    ["m", "2026-11-02"],
    ["other", "2026-11-03"],
  ])
    await pool().query("insert into monitor_days values ($1, $2, 1, 0, 0, 0, null, null, null)", [id, day]);
  const days = await readLatencyDays(pool(), "m", "2026-11-01");
  expect([...days.keys()].sort()).toEqual(["2026-11-01", "2026-11-02"]);
});

it("tells the monitors of a published component, archived ones too, and nothing of a hidden one", async () => {
  const world = await makeWorld();
  const second = await makeMonitor(world.page, world.component);
  await pool().query("update monitors set archived_at = now() where id = $1", [second]);
  expect(await readPublicMonitorIds(pool(), world.component)).toEqual([world.monitor, second].sort());
  const pageId = await makePage();
  expect(await readPublicMonitorIds(pool(), await makeComponent(pageId))).toEqual([]);
  const hidden = await makeComponent(pageId, { published: false });
  await makeMonitor(pageId, hidden);
  expect(await readPublicMonitorIds(pool(), hidden)).toBeNull();
  expect(await readPublicMonitorIds(pool(), "nosuch000000")).toBeNull();
});
