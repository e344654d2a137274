import { describe, expect, it } from "vitest";
import {
  BURN_ALERTS,
  judgedAt,
  judgedTime,
  objectiveOf,
  window,
  windowsOf,
} from "#lib/testing/slo/judged.ts";
import { countsOf } from "../boundaries.ts";
import { type AlertRule, WINDOW_MS } from "../definition.ts";
import { type Judgement, NO_MEMORY } from "./input.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T = Date.UTC(2026, 8, 14, 9);
const at = (minutes: number) => T + minutes * MINUTE;

const AVAILABILITY = { kind: "availability", components: ["api"], combine: "any", evidence: [] } as const;
const available = (target: string, alerts: AlertRule[] = BURN_ALERTS) =>
  objectiveOf({ ...AVAILABILITY, components: [], evidence: [] }, target, alerts);
const ratio = (target: string, alerts: AlertRule[]) =>
  objectiveOf({ kind: "ratio", sli: "a" }, target, alerts);
const LATENCY = { kind: "latency", sli: "a", percentile: 95, thresholdUs: 100_000 } as const;
const THREE: AlertRule = { kind: "consecutive", severity: "critical", bad: 3, good: 3 };
const FIRST_BAD: AlertRule = { kind: "first_bad", severity: "critical" };

const firing = ({ verdict }: Judgement) => (verdict.kind === "violated" ? verdict.firing : null);
const rules = (judgement: Judgement) => judgement.firing.map(({ rule }) => rule);

describe("an outage at the probe", () => {
  const down = (from: number, until: number) => ({ down: [{ startedAt: at(from), endedAt: at(until) }] });

  it("is critical a minute after its first failed slot, back-dated to it", () => {
    const judged = judgedTime(available("99.99"), down(0, 1), at(1));
    expect(firing(judged)).toEqual({
      rule: "burn:3600:14.4",
      severity: "critical",
      startedAt: at(0),
      detectedAt: at(1),
      lastBadAt: at(1),
      actual: "98.333333",
      target: "99.99",
      unit: "percent",
    });
  });

  it("E-12: of 99.9 % fires after 51.84 s, with 2 % of the budget spent", () => {
    const lasting = (ms: number) =>
      judgedTime(available("99.9"), { down: [{ startedAt: T, endedAt: T + ms }] }, T + ms);
    expect(lasting(51_840).verdict.kind).toBe("met");
    expect(rules(lasting(51_841))).toEqual(["burn:3600:14.4"]);
    expect(lasting(51_840).figures?.operational.remainingPercent).toBe("98.000000");
  });

  it("is over when the short window has left it behind, and ended with the last bad moment", () => {
    const objective = available("99.99");
    const opened = judgedTime(objective, down(0, 1), at(1));
    const still = judgedTime(objective, down(0, 2), at(6), opened.memory);
    expect(firing(still)).toMatchObject({ startedAt: at(0), detectedAt: at(1), lastBadAt: at(2) });
    // Seven minutes on nothing of it lies in the last five; the six hours still burn at 9.25, but not the last half hour of them.
    const over = judgedTime(available("99.99", BURN_ALERTS.slice(0, 1)), down(0, 2), at(7), still.memory);
    expect(over.verdict).toEqual({ kind: "met", endedAt: at(2), resolvedAt: at(7) });
    const later = judgedTime(available("99.99", BURN_ALERTS.slice(0, 1)), down(0, 2), at(9), over.memory);
    expect(later.verdict).toEqual({ kind: "met", endedAt: at(2), resolvedAt: at(7) });
  });

  it("stays open while nobody looks: silence resolves nothing", () => {
    const objective = available("99.5");
    const opened = judgedTime(objective, down(0, 10), at(10));
    const unknown = [{ startedAt: at(10), endedAt: at(300) }];
    const silent = judgedTime(objective, { ...down(0, 10), unknown }, at(300), opened.memory);
    expect(firing(silent)).toMatchObject({ startedAt: at(0), detectedAt: at(10), lastBadAt: at(10) });
    expect(silent.dataUntil).toBeNull();
    // The same without anything having fired.
    const never = judgedTime(objective, { unknown: [{ startedAt: 0, endedAt: at(300) }] }, at(300));
    expect(never.verdict).toEqual({ kind: "unknown" });
    expect(never.figures).toBeNull();
  });

  it("E-32: of Enterprise Plus ends the budget in 259.2 s, less what is spent", () => {
    const endsIn = (target: string, ms: number) =>
      judgedTime(available(target), { down: [{ startedAt: T, endedAt: T + ms }] }, T + ms).endsInMs;
    expect(endsIn("99.99", 1)).toBe(259_199);
    expect(endsIn("99.99", 60_000)).toBe(199_200);
    expect(endsIn("99.99", 300_000)).toBe(0);
    expect(endsIn("99.9", 60_000)).toBe(2_532_000);
    expect(judgedTime(available("99.99"), down(0, 1), at(2)).endsInMs).toBeNull();
  });

  it("silences the slower pairs while a faster one fires", () => {
    const judged = judgedTime(available("99.99"), down(0, 10), at(10));
    expect(judged.figures?.burn.map((pair) => [pair.factor, pair.firing])).toEqual([
      [14.4, true],
      [6, false],
      [3, false],
      [1, false],
    ]);
    expect(judged.figures?.burn[1]).toMatchObject({ longBurn: "277.777777", shortBurn: "3333.333333" });
    expect(rules(judged)).toEqual(["burn:3600:14.4"]);
    // What was silenced takes over when the faster one ends, in the same episode.
    const later = judgedTime(available("99.99"), down(0, 10), at(16), judged.memory);
    expect(firing(later)).toMatchObject({ rule: "burn:21600:6", severity: "critical", startedAt: at(0) });
  });

  it("is not what maintenance excludes, though it stays in the raw figure", () => {
    const excluded = [{ startedAt: at(0), endedAt: at(10) }];
    const judged = judgedTime(available("99.99"), { ...down(0, 10), excluded }, at(10));
    expect(judged.verdict.kind).toBe("met");
    expect(judged.figures?.operational).toMatchObject({
      attainment: "100.000000",
      rawAttainment: "99.976851",
      excludedMs: 10 * MINUTE,
      remaining: "259200",
      isMet: true,
    });
  });
});

describe("three windows in a row", () => {
  const slow = (n: number) => window(at(5 * n), 20, 20, countsOf(new Array(20).fill(100_000)));
  const fast = (n: number) => window(at(5 * n), 20, 20, countsOf(new Array(20).fill(99_999)));
  const make = (word: string) => [...word].map((letter, n) => (letter === "b" ? slow(n) : fast(n)));
  const objective = objectiveOf({ ...LATENCY }, "99", [THREE]);

  it("E-15: detected 09:30, started 09:15, ended 09:35, resolved 09:50", () => {
    const windows = make("bbgbbbbggg");
    let memory = NO_MEMORY;
    const seen: string[] = [];
    for (let minute = 1; minute <= 55; minute++) {
      const judged = judgedAt(objective, [windows], at(minute), memory);
      memory = judged.memory;
      if (judged.verdict.kind !== seen.at(-1)?.split(" ")[0]) seen.push(`${judged.verdict.kind} ${minute}`);
      if (minute === 30)
        expect(firing(judged)).toMatchObject({
          startedAt: at(15),
          detectedAt: at(30),
          actual: "100000",
          target: "100000",
          unit: "us",
        });
      if (minute === 50) expect(judged.verdict).toEqual({ kind: "met", endedAt: at(35), resolvedAt: at(50) });
    }
    expect(seen).toEqual(["unknown 1", "met 5", "violated 30", "met 50"]);
  });

  it("finds the same when a judge comes late, and when it judged every minute and forgot nothing", () => {
    const windows = make("bbgbbbb");
    const late = judgedAt(objective, [windows], at(36));
    expect(firing(late)).toMatchObject({ startedAt: at(15), detectedAt: at(30), lastBadAt: at(35) });
    let memory = NO_MEMORY;
    for (let minute = 1; minute < 36; minute++)
      memory = judgedAt(objective, [windows], at(minute), memory).memory;
    expect(judgedAt(objective, [windows], at(36), memory).verdict).toEqual(late.verdict);
  });

  it("lets late data correct what an hour made of it", () => {
    const incomplete = judgedAt(objective, [make("bbb")], at(16));
    expect(incomplete.verdict.kind).toBe("violated");
    const corrected = judgedAt(objective, [make("bgb")], at(17), incomplete.memory);
    expect(corrected.verdict.kind).toBe("met");
  });

  it("skips windows of fewer than 20 and ends its row after a gap of more than 15 minutes", () => {
    const few = (n: number) => window(at(5 * n), 19, 19, countsOf(new Array(19).fill(1)));
    const skipped = [slow(0), few(1), few(2), few(3), slow(4), slow(5)];
    expect(judgedAt(objective, [skipped], at(30)).verdict).toMatchObject({
      kind: "violated",
      firing: { startedAt: at(0), detectedAt: at(30) },
    });
    const apart = [slow(0), few(1), few(2), few(3), few(4), slow(5), slow(6)];
    expect(judgedAt(objective, [apart], at(35)).verdict.kind).toBe("met");
  });

  it("counts windows as its figures", () => {
    const judged = judgedAt(objective, [make("bbgbbbbggg")], at(50));
    expect(judged.figures).toMatchObject({
      unit: "windows",
      operational: {
        good: "4",
        total: "10",
        attainment: "40.000000",
        budget: "0",
        remaining: "-6",
        isMet: false,
      },
      latency: { p50Us: 99_999, p95Us: 99_999, p99Us: 99_999, windowAt: at(45) },
    });
  });
});

describe("a ratio", () => {
  const hour = (bad: number, lastBad: number) =>
    windowsOf(T, [...new Array<[number, number]>(11).fill([1000 - bad, 1000]), [1000 - lastBad, 1000]]);

  it("E-09: 180 of 12,000 bad in an hour and 20 of 1,000 in five minutes page Professional", () => {
    const windows = [
      ...windowsOf(T, [...new Array<[number, number]>(10).fill([984, 1000])]),
      window(at(50), 1000, 1000),
      window(at(55), 980, 1000),
    ];
    const judged = judgedAt(ratio("99.9", BURN_ALERTS.slice(0, 1)), [windows], at(60));
    expect(judged.figures?.burn[0]).toMatchObject({
      longBurn: "15.000000",
      shortBurn: "20.000000",
      firing: true,
    });
    const longBurn = (target: string) =>
      judgedAt(ratio(target, BURN_ALERTS.slice(0, 1)), [windows], at(60)).figures?.burn[0]?.longBurn;
    expect([longBurn("99.95"), longBurn("99.5"), longBurn("99.99")]).toEqual([
      "30.000000",
      "3.000000",
      "150.000000",
    ]);
    expect(judgedAt(ratio("99.5", BURN_ALERTS.slice(0, 1)), [windows], at(60)).verdict.kind).toBe("met");
  });

  it("says nothing of fewer than 20 events", () => {
    const windows = windowsOf(T, new Array<[number, number]>(12).fill([0, 1]));
    const judged = judgedAt(ratio("99.9", BURN_ALERTS), [windows], at(60));
    expect(judged.firing).toEqual([]);
    expect(judged.figures?.operational.attainment).toBe("0.000000");
  });

  it("lasts: the hour and the last five minutes are both below", () => {
    const lasting: AlertRule = { kind: "lasting", severity: "warning", below: "98", forSeconds: 3600 };
    const of = (bad: number, lastBad: number) =>
      judgedAt(ratio("99.9", [lasting]), [hour(bad, lastBad)], at(60));
    expect(firing(of(21, 21))).toMatchObject({
      rule: "lasting:98:3600",
      startedAt: at(0),
      detectedAt: at(60),
      actual: "97.900000",
      target: "99.9",
    });
    expect(of(20, 20).verdict.kind).toBe("met");
    expect(of(30, 10).verdict.kind).toBe("met");
    expect(of(10, 30).verdict.kind).toBe("met");
  });

  it("of a window above its limit, strictly, opens and closes at once where one is enough", () => {
    const alert: AlertRule = { kind: "window", severity: "warning", above: "8", bad: 1, good: 3 };
    const objective = ratio("95", [alert]);
    expect(judgedAt(objective, [windowsOf(T, [[92, 100]])], at(5)).verdict.kind).toBe("met");
    const judged = judgedAt(objective, [windowsOf(T, [[91, 100]])], at(5));
    expect(firing(judged)).toMatchObject({
      rule: "window:8:1",
      startedAt: at(0),
      detectedAt: at(5),
      actual: "91.000000",
    });
  });

  it("records a missed objective beside what pages, and tells equality as the contract does", () => {
    const missed: AlertRule = { kind: "missed", severity: "info" };
    const of = (isStrict: boolean) =>
      judgedAt(
        objectiveOf({ kind: "ratio", sli: "a", isStrict }, "95", [missed]),
        [windowsOf(T, [[95, 100]])],
        at(5),
      );
    expect(of(false).note.kind).toBe("met");
    expect(of(true).note).toMatchObject({
      kind: "violated",
      firing: { severity: "info", actual: "95.000000" },
    });
    expect(of(true).verdict).toEqual({ kind: "unknown" });
    expect(of(true).figures?.operational).toMatchObject({ isMet: false, remaining: "0" });
  });

  it("whose source is away keeps what it had and opens nothing", () => {
    const objective = ratio("99.9", BURN_ALERTS.slice(0, 1));
    const windows = hour(50, 50);
    const opened = judgedAt(objective, [windows], at(60));
    const away = judgedAt(objective, [windows], at(400), opened.memory);
    expect(firing(away)).toEqual(firing(opened));
    expect(judgedAt(objective, [windows], at(400)).verdict).toEqual({ kind: "unknown" });
  });
});

describe("the optimisation trigger", () => {
  const nearing: AlertRule = { kind: "nearing", severity: "info", percent: 80, windowSeconds: 3600 };
  const objective = objectiveOf({ kind: "latency", sli: "a", percentile: 95, thresholdUs: 2_000_000 }, "99", [
    nearing,
  ]);
  const of = (us: number) =>
    judgedAt(objective, [[window(at(55), 20, 20, countsOf(new Array(20).fill(us)))]], at(60)).note;

  it("is pulled above 80 % of the threshold, not at it", () => {
    expect(of(1_600_000).kind).toBe("met");
    expect(of(1_600_001)).toMatchObject({
      kind: "violated",
      firing: { rule: "nearing:80", severity: "info", target: "1600000", unit: "us", startedAt: at(0) },
    });
  });
});

describe("zero tolerance", () => {
  const objective = objectiveOf({ kind: "zero_tolerance", sli: "a" }, "100", [FIRST_BAD]);
  const clean: [number, number] = [1, 1];

  it("fires with the first bad event, however few there are, and has no budget", () => {
    const judged = judgedAt(objective, [windowsOf(T, [clean, [0, 1]])], at(10));
    expect(firing(judged)).toMatchObject({
      rule: "first_bad",
      startedAt: at(5),
      actual: "1",
      target: "0",
      unit: "count",
    });
    expect(judged.figures?.operational).toMatchObject({ budget: null, remaining: null, isMet: false });
    expect(judged.endsInMs).toBeNull();
  });

  it("goes on firing: what is lost does not come back", () => {
    const windows = windowsOf(T, [clean, [0, 1], clean]);
    const opened = judgedAt(objective, [windows], at(15));
    const later = judgedAt(objective, [[...windows, window(at(600), 1, 1)]], at(700), opened.memory);
    expect(firing(later)).toMatchObject({ startedAt: at(5), lastBadAt: at(10) });
    const month = judgedAt(
      objective,
      [[window(at(0) + 31 * 24 * HOUR, 1, 1)]],
      at(6) + 31 * 24 * HOUR,
      later.memory,
    );
    expect(month.verdict).toMatchObject({ kind: "met", endedAt: at(10) });
  });

  it("tells a bad event that becomes known late as one of its own", () => {
    const before = judgedAt(objective, [windowsOf(T, [clean])], at(600));
    const late = judgedAt(objective, [windowsOf(T, [[1, 2]])], at(601), before.memory);
    expect(firing(late)).toMatchObject({ startedAt: at(0), lastBadAt: at(0) + WINDOW_MS });
    const far = judgedAt(objective, [windowsOf(T, [[1, 3]])], at(602), late.memory);
    expect(firing(far)).toMatchObject({ startedAt: at(602), detectedAt: at(602) });
  });
});
