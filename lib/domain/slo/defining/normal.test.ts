import { describe, expect, it } from "vitest";
import type { AlertRule, SloDefinition } from "../definition.ts";
import { durationText, secondsOf } from "./duration.ts";
import { namesLike } from "./known.ts";
import { normalDefinition, percentOfShare, plainDecimal, shareOfPercent } from "./normal.ts";

const burn = (longSeconds: number, factor: number): AlertRule => ({
  kind: "burn",
  severity: "critical",
  longSeconds,
  shortSeconds: 300,
  factor,
});
const DEFINITION: SloDefinition = {
  key: "SLO-001",
  name: "Requests",
  description: null,
  translations: {},
  components: [],
  isPublic: true,
  settings: {
    operational: { kind: "rolling", seconds: 2_592_000 },
    contract: null,
    exclusions: [],
    responses: [],
    notice: "draft",
    levelFloor: null,
    policyId: null,
  },
  objectives: [
    {
      key: "main",
      name: "Main",
      translations: {},
      tierKey: null,
      rule: { kind: "ratio", sli: "requests" },
      target: "99.9",
      alerts: [],
    },
  ],
};
const [MAIN] = DEFINITION.objectives;

describe("decimals", () => {
  it.each([
    ["99.90", "99.9"],
    ["099.9", "99.9"],
    ["100.000", "100"],
    ["0.50", "0.5"],
    ["00", "0"],
    [" 7 ", "7"],
    ["1e2", "1e2"],
    ["-1", "-1"],
    ["", ""],
  ])("%j is plainly %j", (text, plain) => {
    expect(plainDecimal(text)).toBe(plain);
  });

  it.each([
    ["0.9995", "99.95"],
    ["0.999", "99.9"],
    ["1", "100"],
    ["0.5", "50"],
    ["0.00005", "0.005"],
    ["0", "0"],
    ["0.999999999", "99.9999999"],
  ])("the share %s is %s percent, and back", (share, percent) => {
    expect(percentOfShare(share)).toBe(percent);
    expect(shareOfPercent(percent)).toBe(share);
  });

  it("leave what is no decimal as it is, for the check that names it", () => {
    expect(percentOfShare("most")).toBe("most");
    expect(shareOfPercent("most")).toBe("most");
  });
});

describe("durations", () => {
  it.each([
    ["5m", 300],
    ["1h", 3_600],
    ["30d", 2_592_000],
    ["4w", 2_419_200],
    ["1M", 2_592_000],
    ["1Q", 7_776_000],
    ["1Y", 31_536_000],
    [" 90m ", 5_400],
  ])("%s has %i seconds", (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });

  it.each(["", "0m", "5", "5 m", "1.5h", "-1h", "5min", "1000000000m"])("%j is none", (text) => {
    expect(secondsOf(text)).toBeNull();
  });

  it.each([
    [300, "5m"],
    [5_400, "90m"],
    [3_600, "1h"],
    [86_400, "1d"],
    [604_800, "7d"],
    [2_592_000, "30d"],
    [90, "90s"],
  ])("%i seconds are %s", (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
    if (seconds % 60 === 0) expect(secondsOf(text)).toBe(seconds);
  });
});

describe("names to choose from", () => {
  it("are the nearest first, five at most", () => {
    expect(namesLike("api-l", ["runs", "api-latency", "api", "requests"])).toBe(
      "api-latency, api, requests, runs",
    );
    expect(namesLike("RUNS", ["alpha", "runs.all"])).toBe("runs.all, alpha");
    expect(namesLike("x", ["f", "e", "d", "c", "b", "a"])).toBe("a, b, c, d, e");
    expect(namesLike("x", [])).toBe("none");
    expect(namesLike("x", ["runs", "6cbvysj79jgn"], new Set(["6cbvysj79jgn"]))).toBe("runs");
  });
});

describe("the one form of a definition", () => {
  it("has targets without needless zeros, and 100 for zero tolerance whatever is said", () => {
    const { objectives } = normalDefinition({
      ...DEFINITION,
      objectives: [
        { ...MAIN!, target: "99.90" },
        { ...MAIN!, key: "none", rule: { kind: "zero_tolerance", sli: "losses" }, target: "99.9999999" },
        {
          ...MAIN!,
          key: "slices",
          rule: { kind: "time_slice", sli: "requests", sliceTarget: "099.50" },
        },
      ],
    });
    expect(objectives.map(({ target }) => target)).toEqual(["99.9", "100", "99.9"]);
    expect(objectives[2]!.rule).toEqual({ kind: "time_slice", sli: "requests", sliceTarget: "99.5" });
  });

  it("says that a rule is strict only where it is", () => {
    const rules = normalDefinition({
      ...DEFINITION,
      objectives: [
        { ...MAIN!, rule: { kind: "ratio", sli: "requests", isStrict: false } },
        { ...MAIN!, key: "strict", rule: { kind: "ratio", sli: "requests", isStrict: true } },
      ],
    }).objectives.map(({ rule }) => rule);
    expect(rules).toEqual([
      { kind: "ratio", sli: "requests" },
      { kind: "ratio", sli: "requests", isStrict: true },
    ]);
  });

  it("has burn rules first, the fastest at the head, and others in their order", () => {
    const lasting: AlertRule = { kind: "lasting", severity: "warning", below: "98.0", forSeconds: 3_600 };
    const window: AlertRule = { kind: "window", severity: "info", above: "8.50", bad: 1, good: 3 };
    const { objectives } = normalDefinition({
      ...DEFINITION,
      objectives: [{ ...MAIN!, alerts: [window, burn(21_600, 6), lasting, burn(3_600, 14.4)] }],
    });
    expect(objectives[0]!.alerts).toEqual([
      burn(3_600, 14.4),
      burn(21_600, 6),
      { ...window, above: "8.5" },
      { ...lasting, below: "98" },
    ]);
  });

  it("has no empty description, and is its own form", () => {
    const normal = normalDefinition({ ...DEFINITION, description: "" });
    expect(normal.description).toBeNull();
    expect(normalDefinition(normal)).toEqual(normal);
  });
});
