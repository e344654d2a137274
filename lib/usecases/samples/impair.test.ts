import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeMonitored, samplesOf, storedTimeline } from "#lib/testing/engine.ts";
import { judgeMonitors } from "../monitors/judge.ts";
import { impairSamples } from "./impair.ts";
import { recordSamples } from "./record.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");

describe("impairSamples", () => {
  it("takes an outage back that was our own: states and roll-ups follow", async () => {
    const { scope, monitorId } = await makeMonitored();
    const samples = samplesOf(monitorId, T, "uudduu");
    await recordSamples(scope, samples);
    await judgeMonitors(T + 180_000);
    expect(await storedTimeline("monitor_states", monitorId, T)).toHaveLength(3);
    expect(await impairSamples(samples.filter(({ outcome }) => outcome === "down"))).toBe(2);
    await judgeMonitors(T + 180_000);
    expect(await storedTimeline("monitor_states", monitorId, T)).toEqual(["operational 0–"]);
    const { rows } = await pool().query("select up, down from uptime_rollups where monitor_id = $1", [
      monitorId,
    ]);
    expect(rows).toEqual([{ up: 4, down: 0 }]);
  });

  it("changes nothing twice, and nothing that is not there", async () => {
    const { scope, monitorId } = await makeMonitored();
    const samples = samplesOf(monitorId, T, "dd");
    await recordSamples(scope, samples.slice(0, 1));
    expect(await impairSamples(samples)).toBe(1);
    expect(await impairSamples(samples)).toBe(0);
    expect(await impairSamples([])).toBe(0);
  });
});
