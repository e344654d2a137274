import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import { API_PROBER, LOCAL_PROBER } from "#lib/domain/status/sample.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeMonitor, makeMonitored, makePage, sample, samplesOf } from "#lib/testing/engine.ts";
import { recordSamples } from "./record.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");

const rollups = async (monitorId: string) =>
  (
    await pool().query(
      "select up, degraded, down, latencies_ms from uptime_rollups where monitor_id = $1 order by bucket_at",
      [monitorId],
    )
  ).rows;
const request = async (monitorId: string) =>
  (await pool().query("select * from judge_requests where monitor_id = $1", [monitorId])).rows[0];

describe("recordSamples", () => {
  it("stores samples, rolls them up and asks for judging from the earliest", async () => {
    const { scope, monitorId } = await makeMonitored();
    expect(await recordSamples(scope, samplesOf(monitorId, T, "uugdd"))).toEqual({
      accepted: 5,
      duplicates: 0,
    });
    expect(await rollups(monitorId)).toEqual([{ up: 2, degraded: 1, down: 2, latencies_ms: [10, 10, 10] }]);
    const asked = await request(monitorId);
    expect([+asked.from_at, +asked.last_slot_at]).toEqual([T, T + 120_000]);
  });

  it("lets the first sample of a slot win and counts the rest as duplicates", async () => {
    const { scope, monitorId } = await makeMonitored();
    const twice = [sample(monitorId, T, "up"), sample(monitorId, T, "down")];
    expect(await recordSamples(scope, twice)).toEqual({ accepted: 1, duplicates: 1 });
    expect(await recordSamples(scope, [sample(monitorId, T, "down")])).toEqual({
      accepted: 0,
      duplicates: 1,
    });
    expect(await rollups(monitorId)).toMatchObject([{ up: 1, down: 0 }]);
  });

  it("counts the same client id of one UTC day as a duplicate, and of the next day as new", async () => {
    const { scope, monitorId } = await makeMonitored();
    const id = { clientId: "a" };
    const results = [];
    for (const at of [T, T + 30_000, T + 86_400_000])
      results.push((await recordSamples(scope, [sample(monitorId, at, "up", id)])).accepted);
    expect(results).toEqual([1, 0, 1]);
  });

  it("keeps the samples of several probers of one slot", async () => {
    const { scope, monitorId } = await makeMonitored();
    const both = [API_PROBER, LOCAL_PROBER].map((prober) => sample(monitorId, T, "up", { prober }));
    expect(await recordSamples(scope, both)).toEqual({ accepted: 2, duplicates: 0 });
  });

  it("takes late samples of a day that has no partition yet, and reaches back with the request", async () => {
    const { scope, monitorId } = await makeMonitored();
    await recordSamples(scope, [sample(monitorId, T)]);
    const late = T - 20 * 86_400_000;
    expect(await recordSamples(scope, [sample(monitorId, late)])).toEqual({ accepted: 1, duplicates: 0 });
    const asked = await request(monitorId);
    expect([+asked.from_at, +asked.last_slot_at]).toEqual([late, T]);
  });

  it("makes a day again that another process dropped", async () => {
    const { scope, monitorId } = await makeMonitored();
    const at = T - 30 * 86_400_000;
    await recordSamples(scope, [sample(monitorId, at)]);
    await pool().query("drop table uptime_samples_20261023");
    expect(await recordSamples(scope, [sample(monitorId, at)])).toEqual({ accepted: 1, duplicates: 0 });
  });

  it("leaves out impaired samples and unanswered latencies from the roll-up", async () => {
    const { scope, monitorId } = await makeMonitored();
    const samples = [
      sample(monitorId, T, "down", { impaired: true }),
      sample(monitorId, T + 30_000, "down", { latencyMs: 9_000 }),
      sample(monitorId, T + 60_000, "up", { latencyMs: 7.5 }),
      sample(monitorId, T + 90_000, "up", { latencyMs: 2.5 }),
    ];
    await recordSamples(scope, samples);
    expect(await rollups(monitorId)).toEqual([{ up: 2, degraded: 0, down: 1, latencies_ms: [2.5, 7.5] }]);
  });

  it("keeps detail and refuses nothing that JSON can hold", async () => {
    const { scope, monitorId } = await makeMonitored();
    const detail = { reason: 'say "no", \\ { } , NULL', httpStatus: 503 };
    await recordSamples(scope, [sample(monitorId, T, "down", { detail, clientId: 'x"{},\\' })]);
    const { rows } = await pool().query(
      "select detail, client_id from uptime_samples where monitor_id = $1",
      [monitorId],
    );
    expect(rows).toEqual([{ detail, client_id: 'x"{},\\' }]);
  });

  it("stores nothing for a stranger's monitor", async () => {
    const { monitorId } = await makeMonitored();
    const stranger = authorize({ kind: "system", id: "t", pageId: null }, "samples:write", await makePage());
    expect(await recordSamples(stranger, [sample(monitorId, T)])).toEqual({ accepted: 0, duplicates: 0 });
    expect(await request(monitorId)).toBeUndefined();
  });

  it("loses nothing and deadlocks never when many write the same buckets in different orders", async () => {
    const { pageId, componentId, scope, monitorId } = await makeMonitored();
    const monitors = [
      monitorId,
      await makeMonitor(pageId, componentId),
      await makeMonitor(pageId, componentId),
    ];
    const all = monitors.flatMap((id) =>
      samplesOf(id, T, "uuuuuuuuuu").map((one, i) => ({ ...one, clientId: `${i}` })),
    );
    const writes = Array.from({ length: 12 }, (_, w) => {
      const mine =
        w % 2
          ? all.filter((_, i) => i % 6 === w >> 1)
          : [...all].reverse().filter((_, i) => i % 5 === w >> 1);
      return recordSamples(scope, mine);
    });
    const results = await Promise.all(writes);
    expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(30);
    for (const id of monitors) expect((await rollups(id)).reduce((sum, { up }) => sum + up, 0)).toBe(10);
  });
});
