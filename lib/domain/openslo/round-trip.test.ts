import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalDefinition } from "../slo/defining/normal.ts";
import type { SliDefinition } from "../slo/defining/stored.ts";
import type { AlertRule, ObjectiveDefinition, ObjectiveRule, SloDefinition } from "../slo/definition.ts";
import { readOpenSlo } from "./read.ts";
import { openSloText } from "./write.ts";

const key = fc.stringMatching(/^[a-z][a-z0-9_-]{0,10}[a-z0-9]$/);
const sli = fc.constantFrom("requests", "runs.all", "api-latency");
const text = fc.constantFrom(
  "플랫폼 가용성",
  "Requests: good ones, 5 % #1",
  "a 'quoted' \"name\"",
  "yes",
  "12",
);
const percent = fc.constantFrom("99.9", "99.995", "98", "50.000000001", "0.5");
const severity = fc.constantFrom("info" as const, "warning" as const, "critical" as const);
const row = fc.integer({ min: 1, max: 9 });

const rule: fc.Arbitrary<ObjectiveRule> = fc.oneof(
  fc.record({
    kind: fc.constant("availability" as const),
    components: fc.uniqueArray(key, { minLength: 1, maxLength: 3 }),
    combine: fc.constantFrom("any" as const, "all" as const),
    evidence: fc.uniqueArray(sli, { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant("ratio" as const), sli, isStrict: fc.boolean() }),
  fc.record({ kind: fc.constant("time_slice" as const), sli, sliceTarget: percent }),
  fc.record({
    kind: fc.constant("latency" as const),
    sli,
    percentile: fc.constantFrom(50 as const, 95 as const, 99 as const),
    thresholdUs: fc.constantFrom(50_000, 100_000, 1_600_000, 1_234),
  }),
  fc.record({
    kind: fc.constant("composite" as const),
    combine: fc.constantFrom("worst" as const, "weighted" as const),
    parts: fc
      .uniqueArray(sli, { minLength: 2, maxLength: 3 })
      .map((names) => names.map((name, i) => ({ sli: name, weight: i + 0.5 }))),
    isStrict: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("zero_tolerance" as const), sli }),
);
const burn = fc
  .constantFrom([3_600, 300, 14.4], [21_600, 1_800, 6], [86_400, 7_200, 3])
  .chain(([longSeconds, shortSeconds, factor]) =>
    fc.record({
      kind: fc.constant("burn" as const),
      severity: fc.constant("critical" as const),
      longSeconds: fc.constant(longSeconds!),
      shortSeconds: fc.constant(shortSeconds!),
      factor: fc.constant(factor!),
    }),
  );
const worded: fc.Arbitrary<AlertRule> = fc.oneof(
  fc.record({
    kind: fc.constant("lasting" as const),
    severity,
    below: percent,
    forSeconds: fc.constantFrom(1_800, 5_400),
  }),
  fc.record({ kind: fc.constant("window" as const), severity, above: percent, bad: row, good: row }),
  fc.record({ kind: fc.constant("consecutive" as const), severity, bad: row, good: row }),
  fc.record({
    kind: fc.constant("nearing" as const),
    severity,
    percent: fc.constantFrom(80, 97.5),
    windowSeconds: fc.constantFrom(300, 3_600),
  }),
  fc.record({ kind: fc.constant("missed" as const), severity }),
);
const objective = (name: string): fc.Arbitrary<ObjectiveDefinition> =>
  fc
    .record({
      key: fc.constant(name),
      name: text,
      translations: fc.constantFrom({}, { en: { name: "Requests" } }),
      tierKey: fc.constantFrom(null, "enterprise_plus"),
      rule,
      target: percent,
      burns: fc.uniqueArray(burn, { selector: ({ factor }) => factor }),
      rules: fc.array(worded, { maxLength: 2 }),
    })
    .map(({ burns, rules, ...rest }) => ({
      ...rest,
      alerts:
        rest.rule.kind === "zero_tolerance"
          ? [{ kind: "first_bad" as const, severity: "critical" as const }]
          : [...burns, ...rules],
    }));
const slo: fc.Arbitrary<SloDefinition> = fc.record({
  key: fc.constantFrom("SLO-001", "checkout", "API.v2"),
  name: text,
  description: fc.constantFrom(null, "여러 줄의\n설명: 예", "short"),
  translations: fc.constantFrom({}, { en: { name: "Platform", description: "In English" } }),
  components: fc.uniqueArray(key, { maxLength: 3 }),
  isPublic: fc.boolean(),
  settings: fc.record({
    operational: fc
      .constantFrom(86_400, 604_800, 2_592_000)
      .map((seconds) => ({ kind: "rolling" as const, seconds })),
    contract: fc.constantFrom(null, { kind: "month" as const, timeZone: "Asia/Seoul" }),
    exclusions: fc.uniqueArray(fc.constantFrom("planned_maintenance" as const, "customer_network" as const)),
    responses: fc.array(fc.record({ severity, action: key }), { maxLength: 2 }),
    notice: fc.constantFrom("off" as const, "draft" as const, "publish" as const),
    levelFloor: fc.constantFrom(null, 3 as const, 4 as const),
    policyId: fc.constantFrom(null, "abcdefabcdef"),
  }),
  objectives: fc
    .uniqueArray(key, { minLength: 1, maxLength: 4 })
    .chain((names) => fc.tuple(...names.map(objective))),
});

const SLIS: SliDefinition[] = [
  {
    key: "requests",
    name: "요청",
    description: "API 요청",
    kind: "ratio",
    source: {
      kind: "prometheus",
      url: "http://prometheus.example.com:9090",
      total: "sum(increase(http_requests_total[5m]))",
      bad: 'sum(increase(http_requests_total{code=~"5.."}[5m]))',
    },
    components: ["rest-api"],
  },
  {
    key: "runs.all",
    name: "Runs",
    description: null,
    kind: "ratio",
    source: { kind: "measurements" },
    components: [],
  },
  {
    key: "api-latency",
    name: "Latency",
    description: null,
    kind: "latency",
    source: {
      kind: "cloudwatch",
      region: "ap-northeast-2",
      namespace: "TDeveloper/Agents",
      dimensions: { Tier: "enterprise" },
      latency: { metric: "ColdStart", unitUs: 1000 },
    },
    components: [],
  },
];
const OTHERS: SliDefinition[] = [
  {
    key: "pages",
    kind: "ratio",
    source: { kind: "probes", monitors: ["rest-api-health"], measures: "success" },
  },
  {
    key: "prom-latency",
    kind: "latency",
    source: { kind: "prometheus", url: "http://p:9090", buckets: "sum by (le) (x)" },
  },
  {
    key: "alb",
    kind: "latency",
    source: { kind: "alb", folder: "prod", method: "GET", path: "/api/v1/agents/{id}", measures: "latency" },
  },
  {
    key: "otlp",
    kind: "ratio",
    source: { kind: "otlp", metric: "runs", attributes: {}, good: { outcome: "ok" } },
  },
  { key: "backups", kind: "ratio", source: { kind: "integrity", event: "backup", counts: "failures" } },
  {
    key: "cloud-errors",
    kind: "ratio",
    source: {
      kind: "cloudwatch",
      region: "us-east-1",
      namespace: "AWS/X",
      dimensions: {},
      total: { metric: "Requests", stat: "Sum" },
      good: { metric: "Successes", stat: "Sum" },
    },
  },
].map((sli) => ({ name: sli.key, description: null, components: [], ...sli }) as SliDefinition);

describe("what is written as OpenSLO", () => {
  it("is read again as the same definition", () => {
    fc.assert(
      fc.property(slo, (given) => {
        const definition = normalDefinition(given);
        const { slos, slis, findings } = readOpenSlo(openSloText(SLIS, [definition]));
        expect(findings).toEqual({ faults: [], notes: [] });
        expect(slis.map(({ value }) => value)).toEqual(SLIS);
        expect(slos.map(({ value }) => normalDefinition(value))).toEqual([definition]);
      }),
      { numRuns: 150 },
    );
  });

  it("has every kind of source", () => {
    const { slis, findings } = readOpenSlo(openSloText(OTHERS, []));
    expect(findings.faults).toEqual([]);
    expect(slis.map(({ value }) => value)).toEqual(OTHERS);
  });
});
