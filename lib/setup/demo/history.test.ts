import { describe, expect, it } from "vitest";
import { countHistoryDays, type Rollup, writeHistory } from "./history.ts";
import type { SimulatedSample } from "./simulate.ts";

const MINUTE = 60_000;
const from = Date.parse("2026-11-20T00:00:30Z");
const at = (minutes: number) => Date.parse("2026-11-20T00:01:00Z") + minutes * MINUTE;
const up = (latencyMs: number): SimulatedSample => ({ outcome: "up", latencyMs, reason: null });
const down: SimulatedSample = { outcome: "down", latencyMs: null, reason: "refused" };

/** Slots of a minute from 00:01 on: u up, d down, . nothing; the i-th answers in 100 − i ms. */
const history = (text: string, rawFrom = from) =>
  writeHistory({
    measure: (slotAt) => {
      const i = (slotAt - at(0)) / MINUTE;
      return text[i] === "." ? null : text[i] === "d" ? down : up(100 - i);
    },
    intervalMs: MINUTE,
    phaseMs: 0,
    confirmations: 2,
    from,
    now: at(text.length - 1) + 1,
    rawFrom,
  });

describe("writeHistory", () => {
  it("tells the timeline that the judge makes of the samples", () => {
    expect(history("uuudddduuu").spans).toEqual([
      { startedAt: at(0), endedAt: at(3), state: "operational" },
      { startedAt: at(3), endedAt: at(7), state: "major_outage" },
      { startedAt: at(7), endedAt: null, state: "operational" },
    ]);
  });

  it("tells a silence as unknown, and a lone failure not at all", () => {
    expect(history("uuduuu").spans).toHaveLength(1);
    expect(history("uu....uu").spans.map(({ state }) => state)).toEqual([
      "operational",
      "unknown",
      "operational",
    ]);
  });

  it("begins with the first verdict", () => {
    expect(history("....uu").spans).toEqual([{ startedAt: at(4), endedAt: null, state: "operational" }]);
  });

  it("rolls five minutes up, latencies sorted, those of failures left out", () => {
    expect(history("uuddu.u").rollups).toEqual([
      { bucketAt: Date.parse("2026-11-20T00:00:00Z"), up: 2, degraded: 0, down: 2, latenciesMs: [99, 100] },
      { bucketAt: Date.parse("2026-11-20T00:05:00Z"), up: 2, degraded: 0, down: 0, latenciesMs: [94, 96] },
    ]);
  });

  it("keeps raw samples of the newest time only, and tells the newest slot", () => {
    const { raw, lastSlotAt } = history("uuuuud", at(4));
    expect(raw).toEqual([
      { slotAt: at(4), ...up(96) },
      { slotAt: at(5), ...down },
    ]);
    expect(lastSlotAt).toBe(at(5));
  });

  it("probes on the monitor's own phase", () => {
    const phased = writeHistory({
      measure: () => up(1),
      intervalMs: MINUTE,
      phaseMs: 7_000,
      confirmations: 1,
      from,
      now: from + 3 * MINUTE,
      rawFrom: from,
    });
    expect(phased.raw.map(({ slotAt }) => slotAt % MINUTE)).toEqual([7_000, 7_000, 7_000]);
  });
});

describe("countHistoryDays", () => {
  const day = (date: string, offset: number) => {
    const startedAt = Date.parse("2026-11-20T00:00:00Z") + offset * 86_400_000;
    return { date, startedAt, endedAt: startedAt + 86_400_000 };
  };
  const rollup = (offset: number, latenciesMs: number[]): Rollup => ({
    bucketAt: Date.parse("2026-11-20T00:00:00Z") + offset * 86_400_000,
    up: latenciesMs.length,
    degraded: 0,
    down: 1,
    latenciesMs,
  });

  it("sums the roll-ups of each day, percentiles by nearest rank, days without any left out", () => {
    const rollups = [rollup(-0.5, [1]), rollup(0, [5, 9]), rollup(0.99, [3, 100]), rollup(2, [])];
    expect(countHistoryDays(rollups, [day("a", 0), day("b", 1), day("c", 2)])).toEqual([
      { date: "a", up: 4, degraded: 0, down: 2, latencyCount: 4, p50Ms: 5, p95Ms: 100, p99Ms: 100 },
      { date: "c", up: 0, degraded: 0, down: 1, latencyCount: 0, p50Ms: null, p95Ms: null, p99Ms: null },
    ]);
  });

  it("counts nothing of nothing", () => {
    expect(countHistoryDays([], [day("a", 0)])).toEqual([]);
  });
});
