import { describe, expect, it } from "vitest";
import { amountsIn, NO_TIME, objectiveOf, window, windowsOf } from "#lib/testing/slo/judged.ts";
import { countsOf } from "../boundaries.ts";
import type { ObjectiveRule, StoredObjective } from "../definition.ts";
import { fraction, parsePercent, percentText } from "../fraction.ts";
import type { SliWindow } from "../measurement.ts";
import { countedOf, evidenceOf, judgedWindows, lastRun } from "./evidence.ts";
import { NO_MEMORY, type TimeFacts } from "./input.ts";

const MINUTE = 60_000;
const T = Date.UTC(2026, 8, 14, 9);
const at = (minutes: number) => T + minutes * MINUTE;
const stretch = (from: number, until: number) => ({ startedAt: at(from), endedAt: at(until) });
const minutes = (moments: readonly { startedAt: number; endedAt: number }[]) =>
  moments.map(({ startedAt, endedAt }) => [(startedAt - T) / MINUTE, (endedAt - T) / MINUTE]);
const base = { timeZone: "UTC", memory: NO_MEMORY, amounts: new Map(), windows: [], time: null };

const COMPOSITE: ObjectiveRule = {
  kind: "composite",
  combine: "worst",
  parts: [
    { sli: "a", weight: 1 },
    { sli: "b", weight: 1 },
  ],
};

describe("what is known of time", () => {
  const objective = objectiveOf(
    { kind: "availability", components: [], combine: "any", evidence: [] },
    "99.9",
    [],
  );
  const of = (time: Partial<TimeFacts>, minute = 60) =>
    evidenceOf({ ...base, objective, now: at(minute), time: { ...NO_TIME, ...time } });

  it("is the share of the whole window that was not down", () => {
    const evidence = of({ down: [stretch(-300, -290), stretch(0, 6), stretch(59, 60)] });
    expect(evidence.until).toBe(at(60));
    expect(percentText(evidence.share(3600)!, 3)).toBe("88.333");
    expect(percentText(evidence.share(300)!, 3)).toBe("80.000");
    expect(minutes(evidence.badMoments(fraction(0n)))).toEqual([
      [-300, -290],
      [0, 6],
      [59, 60],
    ]);
  });

  it("leaves out what is excluded and what was before anything was covered", () => {
    const facts = {
      down: [stretch(-100, 10), stretch(20, 30)],
      excluded: [stretch(25, 40)],
      coveredFrom: at(0),
    };
    expect(minutes(of(facts).badMoments(fraction(0n)))).toEqual([
      [0, 10],
      [20, 25],
    ]);
    expect(minutes(countedOf({ ...NO_TIME, ...facts }, at(5)))).toEqual([[0, 5]]);
    expect(percentText(of(facts).share(7200)!, 2)).toBe("87.50");
    expect(of({ coveredFrom: at(60) }).share(300)).toBeNull();
    expect(of({ coveredFrom: at(60) - 1 }).share(300)).not.toBeNull();
  });

  it("ends when the last five minutes are unknown altogether", () => {
    expect(of({ unknown: [stretch(0, 60)] }).until).toBeNull();
    expect(of({ unknown: [stretch(55, 60)] }).until).toBeNull();
    expect(of({ unknown: [{ startedAt: at(55) + 1, endedAt: at(60) }] }).until).toBe(at(60));
    expect(of({ unknown: [stretch(0, 59)] }).until).toBe(at(60));
  });
});

describe("what is known of events", () => {
  const of = (objective: StoredObjective, windows: SliWindow[][], minute: number) =>
    evidenceOf({
      ...base,
      objective,
      now: at(minute),
      windows,
      amounts: amountsIn(objective, windows, at(minute)),
    });
  const ratio = objectiveOf({ kind: "ratio", sli: "a" }, "99", []);

  it("ends with the newest complete window, for an hour", () => {
    const windows = [windowsOf(T, [[9, 10], null, [10, 10]])];
    expect(of(ratio, windows, 14).until).toBe(at(5));
    expect(of(ratio, windows, 15).until).toBe(at(15));
    expect(of(ratio, windows, 75).until).toBe(at(15));
    expect(of(ratio, windows, 76).until).toBeNull();
    expect(of(ratio, [[]], 5).until).toBeNull();
  });

  it("is the share over what was counted, of at least 20 events", () => {
    const windows = [
      windowsOf(T, [
        [90, 100],
        [10, 10],
        [9, 10],
      ]),
    ];
    const evidence = of(ratio, windows, 15);
    expect(percentText(evidence.share(3600)!, 3)).toBe("90.833");
    expect(evidence.share(300)).toBeNull();
    expect(evidence.share(12_345)).toBeNull();
  });

  it("finds windows with a greater share of bad than a limit, strictly", () => {
    const windows = [
      windowsOf(T, [
        [98, 100],
        [97, 100],
        [0, 10],
        [90, 100],
        [0, 100],
      ]),
    ];
    const evidence = of(ratio, windows, 20);
    expect(minutes(evidence.badMoments(fraction(2n, 100n)))).toEqual([
      [5, 10],
      [15, 20],
    ]);
    expect(minutes(evidence.badMoments(fraction(3n, 100n)))).toEqual([[15, 20]]);
  });

  it("of a latency objective is good windows, and bad moments are bad windows", () => {
    const objective = objectiveOf(
      { kind: "latency", sli: "a", percentile: 95, thresholdUs: 100_000 },
      "99",
      [],
    );
    const make = (minute: number, us: number, n = 20) =>
      window(at(minute), n, n, countsOf(new Array(n).fill(us)));
    const windows = [[make(0, 1), make(5, 200_000), make(10, 200_000, 3), make(15, 1)]];
    const evidence = of(objective, windows, 20);
    expect(evidence.share(3600)).toEqual({ numerator: 2n, denominator: 3n });
    expect(evidence.share(300)).toEqual({ numerator: 1n, denominator: 1n });
    expect(minutes(evidence.badMoments(fraction(0n)))).toEqual([[5, 10]]);
    expect(evidence.windows.map(({ isBad }) => isBad)).toEqual([false, true, null, false]);
  });

  it("of a composite leaves parts with fewer than 20 events out", () => {
    const objective = objectiveOf(COMPOSITE, "99", []);
    const windows = [
      windowsOf(T, [
        [90, 100],
        [100, 100],
      ]),
      windowsOf(T, [
        [0, 19],
        [50, 100],
      ]),
    ];
    const evidence = of(objective, windows, 10);
    expect(evidence.windows.map(({ share }) => percentText(share!, 0))).toEqual(["90", "50"]);
    expect(percentText(evidence.share(3600)!, 3)).toBe("42.016");
    expect(percentText(evidence.share(300)!, 0)).toBe("50");
  });
});

describe("windows of several SLIs", () => {
  it("stand beside each other by their start, in order", () => {
    const windows = [windowsOf(T, [[100, 100], null, [98, 100]]), windowsOf(T, [null, [99, 100], [99, 100]])];
    const judged = judgedWindows(COMPOSITE, parsePercent("99"), windows);
    expect(
      judged.map(({ at: start, share, isBad, hasBad }) => [
        (start - T) / MINUTE,
        percentText(share!, 0),
        isBad,
        hasBad,
      ]),
    ).toEqual([
      [0, "100", false, false],
      [5, "99", false, true],
      [10, "98", true, true],
    ]);
  });

  it("say nothing with few events, but that one of them was bad", () => {
    const judged = judgedWindows({ kind: "zero_tolerance", sli: "a" }, parsePercent("100"), [
      windowsOf(T, [
        [1, 2],
        [2, 2],
      ]),
    ]);
    expect(judged).toMatchObject([
      { share: null, isBad: null, hasBad: true },
      { share: null, isBad: null, hasBad: false },
    ]);
  });
});

describe("the last run of bad moments", () => {
  it("has no gap of more than a quarter of an hour", () => {
    expect(lastRun([])).toBeNull();
    expect(lastRun([stretch(0, 5)])).toEqual({ startedAt: at(0), lastBadAt: at(5) });
    expect(lastRun([stretch(0, 5), stretch(20, 25), stretch(25, 30)])).toEqual({
      startedAt: at(0),
      lastBadAt: at(30),
    });
    expect(lastRun([stretch(0, 5), stretch(21, 25), stretch(40, 41)])).toEqual({
      startedAt: at(21),
      lastBadAt: at(41),
    });
  });
});
