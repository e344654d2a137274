import { describe, expect, it } from "vitest";
import { BURN_ALERTS, judgedAt, judgedTime, objectiveOf, windowsOf } from "#lib/testing/slo/judged.ts";
import type { AlertRule } from "../definition.ts";
import { followedUp, NO_EPISODE, settledBy } from "./episodes.ts";
import { type Judgement, type Memory, NO_MEMORY } from "./input.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T = Date.UTC(2026, 8, 14, 9);
const at = (minutes: number) => T + minutes * MINUTE;
const read = (memory: Memory): Memory => JSON.parse(JSON.stringify(memory));
const firing = ({ verdict }: Judgement) => (verdict.kind === "violated" ? verdict.firing : null);

describe("an episode", () => {
  const found = { isFiring: true, startedAt: 10, lastBadAt: 20, actual: "98" };

  it("keeps its start and when it was detected while it goes on", () => {
    const opened = followedUp(NO_EPISODE, found, 25);
    expect(opened).toEqual({
      firing: { startedAt: 10, detectedAt: 25, lastBadAt: 20, actual: "98" },
      over: null,
    });
    const later = followedUp(opened, { isFiring: true, startedAt: 15, lastBadAt: 30, actual: "97" }, 35);
    expect(later.firing).toEqual({ startedAt: 10, detectedAt: 25, lastBadAt: 30, actual: "97" });
    expect(followedUp(later, { ...found, lastBadAt: 12 }, 36).firing?.lastBadAt).toBe(30);
  });

  it("is over with its last bad moment, and is not changed by silence", () => {
    const opened = followedUp(NO_EPISODE, found, 25);
    expect(followedUp(opened, { ...found, isFiring: null }, 40)).toBe(opened);
    const over = followedUp(opened, { ...found, isFiring: false }, 50);
    expect(over).toEqual({ firing: null, over: { endedAt: 20, resolvedAt: 50 } });
    expect(followedUp(over, { ...found, isFiring: false }, 60)).toBe(over);
    expect(followedUp(over, found, 70).firing?.detectedAt).toBe(70);
  });
});

describe("what settles", () => {
  it("is what is older than an hour, and never less than before", () => {
    expect(settledBy(NO_MEMORY, at(62))).toBe(at(0));
    expect(settledBy({ ...NO_MEMORY, settledUntil: at(-30) }, at(62))).toBe(at(0));
    expect(settledBy({ ...NO_MEMORY, settledUntil: at(30) }, at(62))).toBe(at(30));
  });

  it("is not judged again: data that is later than an hour changes no row", () => {
    const alert: AlertRule = { kind: "window", severity: "critical", above: "10", bad: 3, good: 3 };
    const objective = objectiveOf({ kind: "ratio", sli: "a" }, "99", [alert]);
    const good: [number, number][] = new Array(30).fill([100, 100]);
    let memory = NO_MEMORY;
    for (let minute = 5; minute <= 140; minute += 5)
      memory = read(judgedAt(objective, [windowsOf(T, good)], at(minute), memory).memory);
    const bad = good.map((pair, n): [number, number] => (n < 6 ? [0, 100] : pair));
    expect(judgedAt(objective, [windowsOf(T, bad)], at(145), memory).verdict.kind).toBe("met");
    const late = good.map((pair, n): [number, number] => (n > 24 ? [0, 100] : pair));
    expect(judgedAt(objective, [windowsOf(T, late)], at(145), memory).verdict.kind).toBe("violated");
  });
});

describe("a memory", () => {
  it("is plain JSON, from which a judge goes on as if it had not stopped", () => {
    const alerts: AlertRule[] = [
      ...BURN_ALERTS,
      { kind: "window", severity: "warning", above: "8", bad: 1, good: 3 },
      { kind: "missed", severity: "info" },
    ];
    const objective = objectiveOf({ kind: "ratio", sli: "a" }, "95", alerts);
    const pairs = Array.from({ length: 60 }, (_, n): [number, number] => [n % 17 < 4 ? 60 : 100, 100]);
    const windows = [windowsOf(T, pairs)];
    let [kept, written] = [NO_MEMORY, NO_MEMORY];
    for (let minute = 1; minute <= 300; minute += 7) {
      const one = judgedAt(objective, windows, at(minute), kept);
      const other = judgedAt(objective, windows, at(minute), read(written));
      expect([other.verdict, other.note]).toEqual([one.verdict, one.note]);
      [kept, written] = [one.memory, other.memory];
    }
  });

  it("of two rules tells the worse one, since the first of them began", () => {
    const alerts: AlertRule[] = [
      { kind: "window", severity: "warning", above: "8", bad: 1, good: 3 },
      { kind: "window", severity: "critical", above: "10", bad: 1, good: 3 },
    ];
    const objective = objectiveOf({ kind: "ratio", sli: "a" }, "95", alerts);
    const pairs: [number, number][] = [
      [91, 100],
      [85, 100],
      [91, 100],
      [91, 100],
      [91, 100],
      [99, 100],
      [99, 100],
      [99, 100],
    ];
    const told: (string | undefined)[] = [];
    let memory = NO_MEMORY;
    for (let n = 1; n <= pairs.length; n++) {
      const judged = judgedAt(objective, [windowsOf(T, pairs)], at(5 * n), memory);
      memory = read(judged.memory);
      told.push(firing(judged)?.severity);
      if (n === 2) {
        expect(firing(judged)).toMatchObject({ rule: "window:10:1", startedAt: at(0), detectedAt: at(10) });
        expect(judged.firing.map(({ rule }) => rule)).toEqual(["window:10:1", "window:8:1"]);
      }
      if (n === 8) expect(judged.verdict).toEqual({ kind: "met", endedAt: at(25), resolvedAt: at(40) });
    }
    expect(told).toEqual([
      "warning",
      "critical",
      "critical",
      "critical",
      "warning",
      "warning",
      "warning",
      undefined,
    ]);
  });
});

describe("a round", () => {
  it("without any rule says nothing, with figures all the same", () => {
    const judged = judgedAt(
      objectiveOf({ kind: "ratio", sli: "a" }, "95", []),
      [windowsOf(T, [[96, 100]])],
      at(5),
    );
    expect([judged.verdict, judged.note]).toEqual([{ kind: "unknown" }, { kind: "unknown" }]);
    expect(judged.figures?.operational.attainment).toBe("96.000000");
    expect(judged.dataUntil).toBe(at(5));
    expect(judged.memory.badEvents).toBeNull();
  });

  it("projects when the budget ends: by the last hour, and by what happens now", () => {
    const objective = objectiveOf({ kind: "ratio", sli: "a" }, "99", BURN_ALERTS);
    const old = windowsOf(T - 20 * 24 * HOUR, [[1_000_000, 1_000_000]]);
    const hour = windowsOf(T, [...new Array<[number, number]>(11).fill([1000, 1000]), [760, 1000]]);
    const judged = judgedAt(objective, [[...old, ...hour]], at(60));
    // The hour burns at 2, the last five minutes at 24; 240 of 10,120 are spent.
    const left = (10_120 - 240) / 10_120;
    expect(judged.figures?.exhaustedAt).toBe(at(60) + Math.floor((left * 30 * 24 * HOUR) / 2));
    expect(judged.endsInMs).toBe(Math.floor((left * 30 * 24 * HOUR) / 24));
    const calm = judgedAt(objective, [[...old, ...windowsOf(T, [[100, 100]])]], at(5));
    expect([calm.figures?.exhaustedAt, calm.endsInMs]).toEqual([null, null]);
  });

  it("has no projection of a budget that nobody measures", () => {
    const objective = objectiveOf(
      { kind: "availability", components: [], combine: "any", evidence: [] },
      "99.9",
      [],
    );
    const unknown = [{ startedAt: 0, endedAt: at(60) }];
    expect(judgedTime(objective, { unknown }, at(60))).toMatchObject({ figures: null, endsInMs: null });
  });
});
