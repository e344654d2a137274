import { describe, expect, it } from "vitest";
import { BURN_ALERTS, judgedAt, NO_TIME, objectiveOf, windowsOf } from "#lib/testing/slo/judged.ts";
import { type AlertRule, WINDOW_MS } from "../definition.ts";
import { NO_MEMORY } from "../judging/input.ts";
import { replayObjective } from "./replay.ts";

const T = Date.UTC(2026, 10, 24);
const HOUR = 3_600_000;
const RATIO = { kind: "ratio", sli: "requests" } as const;
const ROW: AlertRule = { kind: "window", severity: "warning", above: "5", bad: 3, good: 3 };
const WORSE: AlertRule = { kind: "window", severity: "critical", above: "20", bad: 3, good: 3 };
const at = (n: number) => T + n * WINDOW_MS;

/** "g" is good, "w" has a tenth bad, "c" half, "." nothing. */
const history = (letters: string) =>
  windowsOf(
    T,
    [...letters].map((letter) =>
      letter === "." ? null : [{ g: 1_000, w: 900, c: 500 }[letter] ?? 1_000, 1_000],
    ),
  );
const replayed = (alerts: AlertRule[], letters: string, fields: { from?: number; target?: string } = {}) =>
  replayObjective(
    {
      objective: objectiveOf(RATIO, fields.target ?? "99.9", alerts),
      timeZone: "UTC",
      windows: [history(letters)],
      time: null,
    },
    { from: at(fields.from ?? 0), until: at(letters.length) },
  );

describe("a replay", () => {
  it("opens, worsens and ends violations as rounds would have done", () => {
    expect(replayed([ROW, WORSE], "gggwwwcccgggggg")).toEqual([
      {
        ...{ scope: "", rule: "window:20:3", severity: "critical", reopened: 0 },
        ...{ startedAt: at(3), detectedAt: at(6), endedAt: at(9), resolvedAt: at(12) },
        ...{ actual: expect.any(String), target: "99.9", unit: "percent" },
      },
    ]);
  });

  it("tells apart what fires with other rules and targets, and what does not", () => {
    const letters = `${"g".repeat(24)}${"w".repeat(6)}${"g".repeat(24)}`;
    const burn = replayed(BURN_ALERTS, letters);
    expect(burn.map(({ severity }) => severity)).toContain("critical");
    expect(replayed(BURN_ALERTS, letters, { target: "50" })).toEqual([]);
    expect(replayed([{ ...ROW, above: "10" }], letters)).toEqual([]);
    expect(replayed([ROW], letters)).toMatchObject([{ startedAt: at(24), detectedAt: at(27) }]);
  });

  it("takes what comes back within ten minutes for the same, later for another", () => {
    const soon = replayed([{ ...ROW, bad: 1, good: 1 }], "gwgwggggg");
    expect(soon).toMatchObject([{ startedAt: at(1), endedAt: at(4), reopened: 1 }]);
    const late = replayed([{ ...ROW, bad: 1, good: 1 }], "gwggggggwg");
    expect(late.map(({ startedAt }) => startedAt)).toEqual([at(1), at(8)]);
  });

  it("leaves open what did not end, also for want of data", () => {
    expect(replayed([ROW], "ggwwww......")).toMatchObject([{ endedAt: null, resolvedAt: null }]);
    expect(replayed([ROW], "............")).toEqual([]);
  });

  it("sees what had begun before its beginning, and nothing of what came later", () => {
    expect(replayed([ROW], "wwwwwwww", { from: 6 })).toMatchObject([{ startedAt: T, detectedAt: at(3) }]);
    expect(replayed([ROW], "wwwggggg", { from: 7 })).toEqual([]);
  });

  it("keeps what is only recorded beside what warns", () => {
    const missed: AlertRule = { kind: "missed", severity: "info" };
    expect(replayed([ROW, missed], "gggwwwggg").map(({ scope }) => scope)).toEqual(["info", ""]);
  });

  it("says at every window's end what judging that moment says", () => {
    const letters = Array.from({ length: 60 }, (_, i) => "gggwwcg.g"[(i * 7) % 9]).join("");
    const objective = objectiveOf(RATIO, "99.9", [{ ...ROW, bad: 2, good: 2 }]);
    let memory = NO_MEMORY;
    const detected = new Set<number>();
    for (let n = 1; n <= letters.length; n++) {
      const judgement = judgedAt(objective, [history(letters)], at(n), memory);
      memory = judgement.memory;
      if (judgement.verdict.kind === "violated") detected.add(judgement.verdict.firing.startedAt);
    }
    const found = replayed([{ ...ROW, bad: 2, good: 2 }], letters);
    expect(found.length + found.reduce((sum, { reopened }) => sum + reopened, 0)).toBe(detected.size);
  });

  it("judges time every minute: an outage counts from when it began, and ends when it does", () => {
    const rule = { kind: "availability", components: ["c"], combine: "any", evidence: [] } as const;
    const down = [{ startedAt: T + HOUR, endedAt: T + HOUR + 20 * 60_000 }];
    const past = {
      objective: objectiveOf({ ...rule, components: ["c"], evidence: [] }, "99.9", BURN_ALERTS.slice(0, 1)),
      timeZone: "UTC",
      windows: [],
      time: { ...NO_TIME, raw: down, down },
    };
    const [only, ...others] = replayObjective(past, { from: T, until: T + 5 * HOUR });
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      severity: "critical",
      startedAt: T + HOUR,
      endedAt: T + HOUR + 20 * 60_000,
    });
    expect(only!.detectedAt - only!.startedAt).toBeLessThanOrEqual(60_000);
    expect(replayObjective(past, { from: T, until: T + HOUR })).toEqual([]);
  });
});
