import { describe, expect, it } from "vitest";
import type { Fault } from "../../errors.ts";
import type { AlertRule, ObjectiveDefinition, ObjectiveRule, SloDefinition } from "../definition.ts";
import { definitionFaults, definitionNotes } from "./faults.ts";
import type { Known } from "./known.ts";

const KNOWN: Known = {
  slis: new Map([
    ["requests", "ratio"],
    ["runs", "ratio"],
    ["api-latency", "latency"],
  ]),
  components: new Set(["rest-api", "agent-runs"]),
  tiers: new Set(["enterprise_plus", "enterprise"]),
};
const NOTHING: Known = { slis: new Map(), components: new Set(), tiers: new Set() };

const objective = (fields: Partial<ObjectiveDefinition> = {}): ObjectiveDefinition => ({
  key: "main",
  name: "Main",
  translations: {},
  tierKey: null,
  rule: { kind: "ratio", sli: "requests" },
  target: "99.9",
  alerts: [],
  ...fields,
});
const slo = (fields: Partial<SloDefinition> = {}): SloDefinition => ({
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
  objectives: [objective()],
  ...fields,
});
const withSettings = (fields: Partial<SloDefinition["settings"]>): SloDefinition =>
  slo({ settings: { ...slo().settings, ...fields } });
const withRule = (rule: ObjectiveRule, target = "99.9"): SloDefinition =>
  slo({ objectives: [objective({ rule, target })] });
const withAlerts = (
  alerts: AlertRule[],
  { target = "99.9", rule = { kind: "ratio", sli: "requests" } as ObjectiveRule, seconds = 2_592_000 } = {},
): SloDefinition => ({
  ...slo({ objectives: [objective({ alerts, target, rule })] }),
  settings: { ...slo().settings, operational: { kind: "rolling", seconds } },
});
const faults = (definition: SloDefinition, known = KNOWN): Fault[] => definitionFaults(definition, known);
const burn = (fields: Partial<Extract<AlertRule, { kind: "burn" }>> = {}): AlertRule => ({
  kind: "burn",
  severity: "critical",
  longSeconds: 3_600,
  shortSeconds: 300,
  factor: 14.4,
  ...fields,
});

describe("a definition", () => {
  it("without faults has none", () => {
    expect(faults(slo())).toEqual([]);
    expect(
      faults(
        slo({
          components: ["rest-api"],
          objectives: [
            objective({ key: "a", tierKey: "enterprise", alerts: [burn()] }),
            objective({
              key: "b",
              rule: { kind: "latency", sli: "api-latency", percentile: 95, thresholdUs: 100_000 },
              alerts: [
                { kind: "consecutive", severity: "critical", bad: 3, good: 3 },
                { kind: "nearing", severity: "info", percent: 80, windowSeconds: 3_600 },
              ],
            }),
            objective({
              key: "c",
              rule: { kind: "zero_tolerance", sli: "runs" },
              target: "100",
              alerts: [{ kind: "first_bad", severity: "critical" }],
            }),
          ],
        }),
      ),
    ).toEqual([]);
  });

  it.each(["SLO-001", "a", "api.v2_x", "9"])("may be called %s", (key) => {
    expect(faults(slo({ key }))).toEqual([]);
  });

  it.each(["", "-a", "a-", "a b", "플랫폼", "a/b", "a".repeat(64)])("may not be called %j", (key) => {
    expect(faults(slo({ key }))).toEqual([
      {
        path: "key",
        message: "1 to 63 letters, digits, dots, dashes or underscores, such as SLO-001",
      },
    ]);
  });

  it("names components that are there, or is told what there is, the nearest first", () => {
    expect(faults(slo({ components: ["agent-runs", "agent-run"] }))).toEqual([
      {
        path: "components.1",
        message: "no such component: agent-run (there are: agent-runs, rest-api)",
      },
    ]);
    expect(faults(slo({ components: ["x"] }), { ...NOTHING, slis: KNOWN.slis })).toEqual([
      { path: "components.0", message: "no such component: x (there are: none)" },
    ]);
  });

  it("has objectives: at least one, at most fifty, each with a key of its own", () => {
    expect(faults(slo({ objectives: [] }))).toEqual([{ path: "objectives", message: "1 to 50 objectives" }]);
    const many = Array.from({ length: 51 }, (_, i) => objective({ key: `o${i}` }));
    expect(faults(slo({ objectives: many }))).toEqual([
      { path: "objectives", message: "1 to 50 objectives" },
    ]);
    expect(faults(slo({ objectives: many.slice(1) }))).toEqual([]);
    expect(faults(slo({ objectives: [objective(), objective()] }))).toEqual([
      { path: "objectives.1.key", message: "another objective has this key" },
    ]);
    expect(faults(slo({ objectives: [objective({ key: "no spaces" })] }))[0]).toMatchObject({
      path: "objectives.0.key",
    });
  });

  it("promises to tiers that are there", () => {
    expect(faults(slo({ objectives: [objective({ tierKey: "enterprize" })] }))).toEqual([
      {
        path: "objectives.0.tier",
        message: "no such tier: enterprize (there are: enterprise, enterprise_plus)",
      },
    ]);
  });
});

describe("the window of a definition", () => {
  it.each([3_600, 86_400, 604_800, 2_592_000, 7_776_000])("may have %i seconds", (seconds) => {
    expect(faults(withSettings({ operational: { kind: "rolling", seconds } }))).toEqual([]);
  });

  it.each([
    [3_700, "3700 s are no whole five-minute windows: 3700 / 300 leaves 100"],
    [2_592_001, "2592001 s are no whole five-minute windows: 2592001 / 300 leaves 1"],
    [3_300, "1h to 90d"],
    [7_776_300, "1h to 90d"],
  ])("may not have %i seconds", (seconds, message) => {
    expect(faults(withSettings({ operational: { kind: "rolling", seconds } }))).toEqual([
      { path: "window_seconds", message },
    ]);
  });

  it("counts the months of a zone that exists", () => {
    expect(faults(withSettings({ contract: { kind: "month", timeZone: "Asia/Seoul" } }))).toEqual([]);
    expect(faults(withSettings({ contract: { kind: "month", timeZone: "Asia/Soul" } }))).toEqual([
      {
        path: "contract_time_zone",
        message: 'a name of the IANA time zone database, like "Asia/Seoul"',
      },
    ]);
  });
});

describe("a target", () => {
  const FORM = "a percentage above 0 with at most nine decimals, such as 99.95";
  it.each(["0.000000001", "50", "99.999999999"])("may be %s percent", (target) => {
    expect(faults(slo({ objectives: [objective({ target })] }))).toEqual([]);
  });

  it.each(["0", "0.0", "-1", "101", "99.9999999999", "1e2", "", "ninety", "99,9"])(
    "may not be %j",
    (target) => {
      expect(faults(slo({ objectives: [objective({ target })] }))).toEqual([
        { path: "objectives.0.target", message: FORM },
      ]);
    },
  );

  it.each(["100", "100.0", "100.000000000"])(
    "of %s leaves no budget, and the arithmetic says so",
    (target) => {
      expect(faults(slo({ objectives: [objective({ target })] }))).toEqual([
        {
          path: "objectives.0.target",
          message:
            "100 % leaves no budget: 100 − 100 = 0, and every burn rate would divide by it. Take less, or zero_tolerance",
        },
      ]);
    },
  );

  it("of zero tolerance is 100 percent and nothing else", () => {
    const rule: ObjectiveRule = { kind: "zero_tolerance", sli: "runs" };
    expect(faults(withRule(rule, "100"))).toEqual([]);
    expect(faults(withRule(rule, "99.99"))).toEqual([
      { path: "objectives.0.target", message: "zero tolerance means 100 %: not one bad event" },
    ]);
  });
});

describe("a rule", () => {
  it("names SLIs that are there", () => {
    expect(faults(withRule({ kind: "ratio", sli: "request" }))).toEqual([
      {
        path: "objectives.0.rule.sli",
        message: "no such SLI: request (there are: requests, runs, api-latency)",
      },
    ]);
    expect(faults(withRule({ kind: "zero_tolerance", sli: "x" }, "100"))[0]!.path).toBe(
      "objectives.0.rule.sli",
    );
  });

  it("of a percentile needs latencies and a threshold within our boundaries", () => {
    expect(
      faults(withRule({ kind: "latency", sli: "requests", percentile: 95, thresholdUs: 100_000 })),
    ).toEqual([
      {
        path: "objectives.0.rule.sli",
        message: "requests has no latencies: a percentile needs an SLI of the kind latency",
      },
    ]);
    for (const thresholdUs of [0, -1, 1.5, 60_000_001, Number.NaN])
      expect(faults(withRule({ kind: "latency", sli: "api-latency", percentile: 95, thresholdUs }))).toEqual([
        {
          path: "objectives.0.rule.threshold_ms",
          message: "above 0 and at most 60000 ms, in whole microseconds",
        },
      ]);
  });

  it("of slices has a share above 0 and up to 100 percent", () => {
    for (const sliceTarget of ["100", "99.5", "0.1"])
      expect(faults(withRule({ kind: "time_slice", sli: "requests", sliceTarget }))).toEqual([]);
    for (const sliceTarget of ["0", "101", "half"])
      expect(faults(withRule({ kind: "time_slice", sli: "requests", sliceTarget }))).toEqual([
        {
          path: "objectives.0.rule.slice_target",
          message: "a percentage above 0 and at most 100",
        },
      ]);
  });

  it("of availability has components, and evidence that is there", () => {
    expect(faults(withRule({ kind: "availability", components: [], combine: "any", evidence: [] }))).toEqual([
      { path: "objectives.0.rule.components", message: "at least one component" },
    ]);
    expect(
      faults(
        withRule({
          kind: "availability",
          components: ["rest-api", "gone"],
          combine: "all",
          evidence: ["requests", "sessions"],
        }),
      ).map(({ path }) => path),
    ).toEqual(["objectives.0.rule.components.1", "objectives.0.rule.evidence.1"]);
  });

  it("of several parts has at least two, each once, with a weight above 0", () => {
    const composite = (parts: { sli: string; weight: number }[]): SloDefinition =>
      withRule({ kind: "composite", combine: "weighted", parts });
    expect(
      faults(
        composite([
          { sli: "requests", weight: 1 },
          { sli: "runs", weight: 0.5 },
        ]),
      ),
    ).toEqual([]);
    expect(faults(composite([{ sli: "requests", weight: 1 }]))).toEqual([
      { path: "objectives.0.rule.parts", message: "2 to 20 parts" },
    ]);
    expect(
      faults(
        composite([
          { sli: "requests", weight: 1 },
          { sli: "requests", weight: 1 },
          { sli: "runs", weight: 0 },
          { sli: "lost", weight: Number.NaN },
        ]),
      ),
    ).toEqual([
      { path: "objectives.0.rule.parts.1.sli", message: "the same SLI stands there twice" },
      { path: "objectives.0.rule.parts.2.weight", message: "a weight above 0" },
      {
        path: "objectives.0.rule.parts.3.sli",
        message: "no such SLI: lost (there are: api-latency, requests, runs)",
      },
      { path: "objectives.0.rule.parts.3.weight", message: "a weight above 0" },
    ]);
  });
});

describe("a burn alert", () => {
  it.each([
    ["50", 1.999999999, true],
    ["50", 2, false],
    ["90", 9.99, true],
    ["90", 10, false],
    ["90", 14.4, false],
    ["99.9", 999.9, true],
    ["99.9", 1_000, false],
    ["99.99", 9_999, true],
    ["99.99", 10_000, false],
  ])("at a target of %s percent with the factor %f can fire: %s", (target, factor, canFire) => {
    const found = faults(withAlerts([burn({ factor })], { target }));
    expect(found.length === 0).toBe(canFire);
    if (!canFire) {
      expect(found[0]!.path).toBe("objectives.0.alerts.0.factor");
      expect(found[0]!.message).toContain(
        `at ${target} % even a total outage burns at 1 / (1 − ${target} / 100) = `,
      );
    }
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e-12])("has no factor of %f", (factor) => {
    expect(faults(withAlerts([burn({ factor })]))).toEqual([
      {
        path: "objectives.0.alerts.0.factor",
        message: "a number above 0 with at most nine decimals, such as 14.4",
      },
    ]);
  });

  it("has windows that consist of five minutes, of which the long one consists of short ones", () => {
    const told = (longSeconds: number, shortSeconds: number) =>
      faults(withAlerts([burn({ longSeconds, shortSeconds })]));
    expect(told(3_600, 400)).toEqual([
      {
        path: "objectives.0.alerts.0.short_seconds",
        message: "400 s are no whole five-minute windows: 400 / 300 leaves 100",
      },
    ]);
    expect(told(3_601, 300)).toEqual([
      {
        path: "objectives.0.alerts.0.long_seconds",
        message: "3601 s are no whole five-minute windows: 3601 / 300 leaves 1",
      },
    ]);
    expect(told(3_600, 3_600)).toEqual([
      {
        path: "objectives.0.alerts.0.short_seconds",
        message: "must be shorter than the long window of 1h",
      },
    ]);
    expect(told(3_600, 1_500)).toEqual([
      {
        path: "objectives.0.alerts.0.short_seconds",
        message: "does not divide the long window: 3600 / 1500 leaves 600",
      },
    ]);
    expect(told(2_592_000 * 2, 300)).toEqual([
      {
        path: "objectives.0.alerts.0.long_seconds",
        message: "60d is longer than the window of the SLO, 30d",
      },
    ]);
  });

  it("stands there once", () => {
    expect(faults(withAlerts([burn(), burn({ severity: "warning" })]))).toEqual([
      { path: "objectives.0.alerts.1", message: "the same rule stands there twice" },
    ]);
    const many = Array.from({ length: 21 }, (_, i) => burn({ factor: i + 1 }));
    expect(faults(withAlerts(many))).toEqual([
      { path: "objectives.0.alerts", message: "at most 20 alert rules" },
    ]);
  });
});

describe("other alerts", () => {
  const PERCENT = "a percentage above 0 and below 100 with at most nine decimals, such as 99.95";
  it.each<[AlertRule, string, string]>([
    [{ kind: "lasting", severity: "warning", below: "100", forSeconds: 3_600 }, "below", PERCENT],
    [
      { kind: "lasting", severity: "warning", below: "98", forSeconds: 1_000 },
      "for_seconds",
      "1000 s are no whole five-minute windows: 1000 / 300 leaves 100",
    ],
    [{ kind: "window", severity: "warning", above: "0", bad: 1, good: 3 }, "above", PERCENT],
    [
      { kind: "window", severity: "warning", above: "8", bad: 0, good: 3 },
      "bad",
      "1 to 288 windows in a row",
    ],
    [
      { kind: "window", severity: "warning", above: "8", bad: 1, good: 289 },
      "good",
      "1 to 288 windows in a row",
    ],
  ])("have figures that can be judged (%#)", (alert, field, message) => {
    expect(faults(withAlerts([alert]))).toEqual([{ path: `objectives.0.alerts.0.${field}`, message }]);
  });

  const latency: ObjectiveRule = {
    kind: "latency",
    sli: "api-latency",
    percentile: 95,
    thresholdUs: 100_000,
  };
  it("look at percentiles only where there is one", () => {
    const nearing: AlertRule = { kind: "nearing", severity: "info", percent: 80, windowSeconds: 3_600 };
    expect(faults(withAlerts([nearing], { rule: latency }))).toEqual([]);
    expect(faults(withAlerts([nearing]))[0]!.message).toContain("only latency objectives have one");
    expect(faults(withAlerts([{ ...nearing, percent: 100 }], { rule: latency }))[0]).toEqual({
      path: "objectives.0.alerts.0.percent",
      message: PERCENT,
    });
    expect(faults(withAlerts([{ ...nearing, windowSeconds: 60 }], { rule: latency }))[0]!.path).toBe(
      "objectives.0.alerts.0.window_seconds",
    );
  });

  it.each<[AlertRule, ObjectiveRule, string, string]>([
    [
      { kind: "window", severity: "critical", above: "8", bad: 1, good: 3 },
      latency,
      "99.9",
      "window looks at the share of bad events: only ratio and composite objectives have one",
    ],
    [
      { kind: "consecutive", severity: "critical", bad: 3, good: 3 },
      { kind: "availability", components: ["rest-api"], combine: "any", evidence: [] },
      "99.9",
      "availability is judged in time, not in windows: use burn or lasting",
    ],
    [
      { kind: "missed", severity: "info" },
      { kind: "zero_tolerance", sli: "runs" },
      "100",
      "zero tolerance has no budget and no windows: only first_bad says anything of it",
    ],
    [
      { kind: "first_bad", severity: "critical" },
      { kind: "ratio", sli: "runs" },
      "99.9",
      "first_bad is for zero tolerance: other objectives have a budget",
    ],
  ])("stand where they say something (%#)", (alert, rule, target, message) => {
    expect(faults(withAlerts([alert], { rule, target }))).toEqual([
      { path: "objectives.0.alerts.0.kind", message },
    ]);
  });

  it("say nothing of burning while the target itself is at fault", () => {
    expect(faults(withAlerts([burn()], { target: "100" })).map(({ path }) => path)).toEqual([
      "objectives.0.target",
    ]);
  });
});

describe("what people should know besides", () => {
  it("is a threshold between boundaries", () => {
    const rule = (thresholdUs: number): SloDefinition =>
      withRule({ kind: "latency", sli: "api-latency", percentile: 95, thresholdUs });
    for (const ms of [
      40, 50, 80, 100, 160, 200, 400, 500, 800, 1000, 1600, 2000, 4000, 5000, 8000, 10_000, 20_000,
    ])
      expect(definitionNotes(rule(ms * 1000))).toEqual([]);
    const [note] = definitionNotes(rule(101_000));
    expect(note!.path).toBe("objectives.0.rule.threshold_ms");
    expect(note!.message).toMatch(
      /^101 ms lies between our boundaries [\d.]+ and [\d.]+ ms: a percentile between them counts as too slow$/,
    );
  });

  it("is an alert above the target", () => {
    const lasting = (below: string): AlertRule => ({
      kind: "lasting",
      severity: "warning",
      below,
      forSeconds: 3_600,
    });
    expect(definitionNotes(withAlerts([lasting("98"), lasting("99.9")]))).toEqual([]);
    expect(definitionNotes(withAlerts([lasting("98"), lasting("99.95")]))).toEqual([
      {
        path: "objectives.0.alerts.1.below",
        message: "99.95 % is above the target of 99.9 %: it fires while the objective is met",
      },
    ]);
  });
});
