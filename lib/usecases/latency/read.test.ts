import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeMonitor, makeMonitored, sample } from "#lib/testing/engine.ts";
import { countMonitorDays } from "../days/count-monitors.ts";
import { recordSamples } from "../samples/record.ts";
import { readComponentLatency } from "./read.ts";

withDatabase();
const HOUR = 3_600_000;
const now = Date.parse("2026-11-23T03:20:00Z");
const thisHour = Date.parse("2026-11-23T03:00:00Z");
const window = { now, timeZone: "Asia/Seoul" };
const today = Date.parse("2026-11-22T15:00:00Z");

const measured = (monitorId: string, at: number, latencies: number[]) =>
  latencies.map((latencyMs, i) => sample(monitorId, at + i * 30_000, "up", { latencyMs }));

describe("readComponentLatency", () => {
  it("tells the percentiles of each hour, oldest first, null where nothing answered", async () => {
    const { componentId, monitorId, scope } = await makeMonitored();
    await recordSamples(scope, [
      ...measured(monitorId, thisHour, [5]),
      ...measured(monitorId, thisHour - 2 * HOUR, [10, 40, 20, 30]),
    ]);
    expect(await readComponentLatency(componentId, { hours: 3, ...window })).toEqual([
      { at: thisHour - 2 * HOUR, p50: 20, p95: 40, p99: 40 },
      { at: thisHour - HOUR, p50: null, p95: null, p99: null },
      { at: thisHour, p50: 5, p95: 5, p99: 5 },
    ]);
  });

  it("tells the days of one monitor from what was counted", async () => {
    const { componentId, monitorId, scope } = await makeMonitored();
    await recordSamples(scope, [
      ...measured(monitorId, today, [1, 2, 3]),
      ...measured(monitorId, today - 2 * 24 * HOUR, [7]),
    ]);
    await countMonitorDays();
    expect(await readComponentLatency(componentId, { days: 3, ...window })).toEqual([
      { at: today - 48 * HOUR, p50: 7, p95: 7, p99: 7 },
      { at: today - 24 * HOUR, p50: null, p95: null, p99: null },
      { at: today, p50: 2, p95: 3, p99: 3 },
    ]);
  });

  it("puts the answers of several monitors together before it looks for percentiles", async () => {
    const { pageId, componentId, monitorId, scope } = await makeMonitored();
    const other = await makeMonitor(pageId, componentId);
    await recordSamples(scope, [
      ...measured(monitorId, today, [1, 2, 3]),
      ...measured(other, today, [100, 200]),
    ]);
    expect((await readComponentLatency(componentId, { days: 2, ...window })).at(-1)).toEqual({
      at: today,
      p50: 3,
      p95: 200,
      p99: 200,
    });
  });

  it("tells a component without monitors as empty hours", async () => {
    const { componentId, monitorId } = await makeMonitored();
    await pool().query("delete from monitors where id = $1", [monitorId]);
    const nothing = { p50: null, p95: null, p99: null };
    expect(await readComponentLatency(componentId, { hours: 1, ...window })).toEqual([
      { at: thisHour, ...nothing },
    ]);
    expect(await readComponentLatency(componentId, { days: 1, ...window })).toEqual([
      { at: today, ...nothing },
    ]);
  });

  it.each([{ hours: 0 }, { hours: 169 }, { days: 91 }, { days: 1.5 }])(
    "refuses a window of %o",
    async (length) => {
      const { componentId } = await makeMonitored();
      await expect(readComponentLatency(componentId, { ...length, ...window })).rejects.toThrow(
        /Response times are told for 1 to \d+ (hours|days)/,
      );
    },
  );

  it("answers for an unpublished component as for one that does not exist", async () => {
    const { componentId } = await makeMonitored();
    await pool().query("update components set published = false where id = $1", [componentId]);
    for (const id of [componentId, "nosuchcomp00"])
      await expect(readComponentLatency(id, { hours: 1, ...window })).rejects.toThrow("component not found");
  });
});
