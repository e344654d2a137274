import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { readAwaySources } from "#lib/data/slo/overview-rows.ts";
import { readWindowRows } from "#lib/data/slo/summing/window-rows.ts";
import { binOf } from "#lib/domain/slo/boundaries.ts";
import type { SliWindow } from "#lib/domain/slo/measurement.ts";
import type { SliSource } from "#lib/domain/slo/source.ts";
import type { Sample } from "#lib/domain/status/sample.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeMonitored, sample } from "#lib/testing/engine.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";
import { judgeMonitors } from "../../monitors/judge.ts";
import { recordSamples } from "../../samples/record.ts";
import { claimDueSources, type DueSource, nextDueSourceAt } from "./claim.ts";
import { failReading, finishReading } from "./finish.ts";
import { measureProbes } from "./probes.ts";

withDatabase();
beforeEach(() => pool().query("delete from sli_sources; delete from slis"));

const MINUTE = 60_000;
const WINDOW = 5 * MINUTE;
const T = Date.parse("2026-11-24T10:00:00Z");
const prometheus = { kind: "prometheus", url: "http://p:9090", total: "t", bad: "b" } as const;

/** What the worker does with sources of our own. */
async function readProbes(now: number): Promise<DueSource[]> {
  const due = await claimDueSources(now, 10);
  for (const one of due) {
    if (one.source.kind !== "probes") continue;
    await finishReading(one, { measurements: await measureProbes(one.sliId, one.source, one.span) }, now);
  }
  return due;
}
const windowsOf = async (sliId: string, withCounts = false): Promise<SliWindow[]> =>
  (await readWindowRows(pool(), [{ sliId, from: 0, withCounts }], T * 2)).get(sliId)!;

async function probed(measures: "success" | "latency") {
  const world = await makeMonitored();
  const source: SliSource = { kind: "probes", monitors: [world.monitorId], measures };
  const kind = measures === "latency" ? "latency" : "ratio";
  return { ...world, sliId: await makeSli(world.pageId, "checks", { source, kind }) };
}

describe("probes as a source", () => {
  it("counts answered probes, slow ones too, of all in each window", async () => {
    const { sliId, monitorId, scope } = await probed("success");
    const outcomes = ["up", "degraded", "down", "up"] as const;
    const samples = outcomes.map((outcome, i) => sample(monitorId, T + i * 30_000, outcome));
    const broken = sample(monitorId, T + 5 * 30_000, "down", { impaired: true });
    await recordSamples(scope, [...samples, broken, sample(monitorId, T + WINDOW, "up")]);
    await readProbes(T + 2 * WINDOW + 30_000);
    expect(await windowsOf(sliId)).toEqual([
      { at: T, good: 3n, total: 4n, counts: [] },
      { at: T + WINDOW, good: 1n, total: 1n, counts: [] },
    ]);
  });

  it("counts how long answers took, of several monitors together", async () => {
    const { sliId, monitorId, scope } = await probed("latency");
    const timed = (at: number, latencyMs: number, outcome: Sample["outcome"] = "up") =>
      sample(monitorId, T + at, outcome, { latencyMs });
    await recordSamples(scope, [timed(0, 99.9), timed(30_000, 100), timed(60_000, 5, "down")]);
    await readProbes(T + WINDOW + 30_000);
    const [window] = await windowsOf(sliId, true);
    expect(window).toMatchObject({ at: T, good: 2n, total: 2n });
    expect(window!.counts[binOf(99_900)]).toBe(1n);
    // 100 ms is not below 100 ms.
    expect(window!.counts[binOf(100_000)]).toBe(1n);
  });

  it("finds monitors by their catalogue keys, and none of another page", async () => {
    const [ours, theirs] = [await makeMonitored(), await makeMonitored()];
    await pool().query("update monitors set catalogue_key = 'api-' || id where id = any($1)", [
      [ours.monitorId, theirs.monitorId],
    ]);
    const monitors = [`api-${ours.monitorId}`, `api-${theirs.monitorId}`, theirs.monitorId];
    const sliId = await makeSli(ours.pageId, "checks", {
      source: { kind: "probes", monitors, measures: "success" },
    });
    for (const { scope, monitorId } of [ours, theirs]) await recordSamples(scope, [sample(monitorId, T)]);
    await readProbes(T + WINDOW + 30_000);
    expect(await windowsOf(sliId)).toMatchObject([{ good: 1n, total: 1n }]);
  });

  it("counts again what came late, however late", async () => {
    const { sliId, monitorId, scope } = await probed("success");
    await recordSamples(scope, [sample(monitorId, T)]);
    await judgeMonitors(T + MINUTE);
    await readProbes(T + WINDOW + 30_000);
    const later = T + 7 * 60 * MINUTE;
    await recordSamples(scope, [sample(monitorId, later)]);
    await judgeMonitors(later);
    await readProbes(later + WINDOW + 30_000);
    await recordSamples(scope, [sample(monitorId, T + 30_000, "down")]);
    await judgeMonitors(later + WINDOW + 40_000);
    const read = await readProbes(later + WINDOW + 40_000);
    expect(read[0]!.span.from).toBeLessThanOrEqual(T);
    expect(await windowsOf(sliId)).toMatchObject([
      { at: T, good: 1n, total: 2n },
      { at: later, good: 1n, total: 1n },
    ]);
  });

  it("is silent where nobody probed: no window, and no outage", async () => {
    const { sliId } = await probed("success");
    expect(await readProbes(T)).toHaveLength(1);
    expect(await windowsOf(sliId)).toEqual([]);
  });
});

describe("claimDueSources", () => {
  it("comes back when the next window is complete", async () => {
    const { sliId } = await probed("success");
    await readProbes(T + 30_000);
    expect(await nextDueSourceAt()).toBe(T + WINDOW + 30_000);
    // Looked at before its time, as after a clock was set back: nothing is read, and it stays due then.
    await pool().query("update sli_sources set due_at = '2026-01-01' where sli_id = $1", [sliId]);
    expect(await claimDueSources(T + MINUTE, 10)).toEqual([]);
    expect(await nextDueSourceAt()).toBe(T + WINDOW + 30_000);
  });
});

describe("a source that is away", () => {
  it("keeps what was read beside a fault that lasts, and tells the fault until a reading has none", async () => {
    const { pageId } = await makeMonitored();
    const sliId = await makeSli(pageId, "logs", { source: prometheus, kind: "ratio" });
    const row = async () =>
      (await pool().query("select last_fault, failing_since, read_until, cursor from sli_sources")).rows[0];
    const starts = [T + MINUTE, T + 6 * MINUTE, T + 11 * MINUTE];
    for (const [i, now] of starts.entries()) {
      const [due] = await claimDueSources(now, 10);
      const window = { sliId, windowAt: T, windowSeconds: 300, source: `alb:${i}` };
      const fault = i < 2 ? { fault: "b.log, line 2: has 3 fields" } : {};
      const measurements = [{ ...window, good: 1n, total: 1n, counts: [] }];
      await finishReading(due!, { measurements, cursor: { read: i }, ...fault }, now);
      expect(await row()).toMatchObject({
        last_fault: fault.fault ?? null,
        failing_since: i < 2 ? new Date(starts[0]!) : null,
        read_until: new Date(T + i * WINDOW),
        cursor: { read: i },
      });
    }
    expect(await windowsOf(sliId)).toMatchObject([{ at: T, total: 3n }]);
  });

  it("is told after five minutes, asked again, and well with its first answer", async () => {
    const { pageId } = await makeMonitored();
    await makeSli(pageId, "requests", { source: prometheus });
    const fail = async (now: number) => {
      const [due] = await claimDueSources(now, 1);
      await failReading(due!, "connection refused", now);
    };
    await fail(T);
    expect(await nextDueSourceAt()).toBe(T + 30_000);
    expect(await readAwaySources(pageId, T + 5 * MINUTE - 1)).toEqual([]);
    const away = { sliKey: "requests", kind: "prometheus", failingSince: T, lastFault: "connection refused" };
    expect(await readAwaySources(pageId, T + 5 * MINUTE)).toMatchObject([away]);
    await fail(T + 5 * MINUTE);
    const [due] = await claimDueSources(T + 60 * MINUTE, 1);
    await finishReading(due!, { measurements: [], cursor: { page: 2 } }, T + 60 * MINUTE);
    expect(await readAwaySources(pageId, T + 70 * MINUTE)).toEqual([]);
    const [again] = await claimDueSources(T + 70 * MINUTE, 1);
    expect(again).toMatchObject({ cursor: { page: 2 }, failingSince: null });
  });
});
