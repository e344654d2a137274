import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { slotStart } from "#lib/domain/status/sample.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, makeMonitored, makePage, samplesOf } from "#lib/testing/engine.ts";
import { recordSamples } from "../samples/record.ts";
import { claimDueProbes } from "./claim.ts";
import { judgeMonitors } from "./judge.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");
const http = { kind: "http", config: { url: "http://example.com/" } };

beforeEach(() => pool().query("update monitors set archived_at = now()"));

const slots = async (now: number) => (await claimDueProbes(now, 100)).map(({ slotAt }) => slotAt);

describe("claimDueProbes", () => {
  it("gives a new monitor its first slot at once, then one slot after the other", async () => {
    await makeMonitored({ ...http, phaseMs: 7_000 });
    expect(await slots(T)).toEqual([T - 23_000]);
    expect(await slots(T)).toEqual([]);
    expect(await slots(T + 6_999)).toEqual([]);
    expect(await slots(T + 7_000)).toEqual([T + 7_000]);
    expect(await slots(T + 37_250)).toEqual([T + 37_000]);
  });

  it("gives a late worker the newest slot alone", async () => {
    await makeMonitored(http);
    await slots(T);
    expect(await slots(T + 10 * 30_000 + 12_345)).toEqual([T + 10 * 30_000]);
  });

  it("lies on the grid of the domain for any interval, phase and time", async () => {
    const { monitorId } = await makeMonitored(http);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 10, max: 86_400 }),
        fc.nat(86_400_000),
        fc.integer({ min: 0, max: 2_000_000_000_000 }),
        async (seconds, phaseMs, now) => {
          await pool().query(
            "update monitors set interval_seconds = $2, phase_ms = $3, next_probe_at = null where id = $1",
            [monitorId, seconds, phaseMs],
          );
          expect(await slots(now)).toEqual([slotStart(now, seconds * 1_000, phaseMs)]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("never gives one slot to two workers", async () => {
    const pageId = await makePage();
    const componentId = await makeComponent(pageId);
    for (let i = 0; i < 60; i++) await makeMonitor(pageId, componentId, http);
    const claims = await Promise.all(Array.from({ length: 6 }, () => claimDueProbes(T, 25)));
    const ids = claims.flat().map(({ target }) => target.id);
    expect(new Set(ids).size).toBe(ids.length);
    const rest = await claimDueProbes(T, 100);
    expect(ids.length + rest.length).toBe(60);
  });

  it("leaves out external, paused and archived monitors", async () => {
    await makeMonitored({ kind: "external" });
    const { monitorId: paused } = await makeMonitored(http);
    const { monitorId: archived } = await makeMonitored(http);
    await pool().query("update monitors set enabled = false where id = $1", [paused]);
    await pool().query("update monitors set archived_at = now() where id = $1", [archived]);
    expect(await slots(T)).toEqual([]);
  });

  it("takes up a shortened interval at once", async () => {
    const { monitorId } = await makeMonitored({ ...http, intervalSeconds: 86_400 });
    await slots(T);
    await pool().query("update monitors set interval_seconds = 10 where id = $1", [monitorId]);
    expect(await slots(T + 1_000)).toEqual([T]);
    expect(await slots(T + 10_000)).toEqual([T + 10_000]);
  });

  it("brings what a probe needs to know, and the last verdict that was not unknown", async () => {
    const { pageId, scope, monitorId } = await makeMonitored({ ...http, timeoutMs: 1_500 });
    await recordSamples(scope, samplesOf(monitorId, T - 600_000, "dd"));
    await judgeMonitors(T);
    expect(await claimDueProbes(T, 1)).toMatchObject([
      {
        pageId,
        slotAt: T,
        intervalMs: 30_000,
        lastPingAt: null,
        lastKnown: "major_outage",
        target: { id: monitorId, timeoutMs: 1_500, degradedAboveMs: null, ...http },
      },
    ]);
  });

  it("claims no more than asked for", async () => {
    await makeMonitored(http);
    await makeMonitored(http);
    expect(await claimDueProbes(T, 1)).toHaveLength(1);
    expect(await claimDueProbes(T, 5)).toHaveLength(1);
  });
});
