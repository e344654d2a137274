import { describe, expect, it } from "vitest";
import { Failure } from "../errors.ts";
import { readOpenSlo } from "./read.ts";
import { readRule, ruleText } from "./rules-text.ts";
import { MAX_DOCUMENT_LENGTH, requireFaultless } from "./spot.ts";

/** Written by nobody of us: as OpenSLO's own documents are. */
const FOREIGN = `apiVersion: openslo/v1
kind: DataSource
metadata:
  name: prod-prometheus
spec:
  type: Prometheus
  connectionDetails:
    url: http://prometheus.example.com:9090
---
apiVersion: openslo/v1
kind: AlertCondition
metadata:
  name: cpu-usage-breach
  labels:
    severity: page
spec:
  description: If the budget burns fast
  severity: page
  condition:
    kind: burnrate
    op: gte
    threshold: 2
    lookbackWindow: 1h
    alertAfter: 5m
---
apiVersion: openslo/v1
kind: AlertPolicy
metadata:
  name: fast-burn
spec:
  alertWhenNoData: true
  conditions:
    - conditionRef: cpu-usage-breach
  notificationTargets:
    - targetRef: on-call
---
apiVersion: openslo/v1
kind: SLO
metadata:
  name: foo-slo
  displayName: Foo
spec:
  service: foo
  indicator:
    metadata:
      name: foo-error
      displayName: Foo errors
    spec:
      ratioMetric:
        counter: true
        good:
          metricSource:
            metricSourceRef: prod-prometheus
            type: Prometheus
            spec:
              query: sum(rate(http_requests_total{code!~"5.."}[5m]))
        total:
          metricSource:
            metricSourceRef: prod-prometheus
            type: Prometheus
            spec:
              query: sum(rate(http_requests_total[5m]))
  timeWindow:
    - duration: 1M
      isRolling: false
      calendar:
        startTime: 2026-01-01 00:00:00
        timeZone: Asia/Seoul
  budgetingMethod: Occurrences
  objectives:
    - displayName: Foo total errors
      target: 0.98
  alertPolicies:
    - alertPolicyRef: fast-burn
`;

const ALPHA = `apiVersion: openslo/v1
kind: DataSource
metadata:
  name: prometheus
spec:
  type: Prometheus
  connectionDetails:
    url: http://prometheus.example.com:9090
---
apiVersion: openslo/v1alpha
kind: SLO
metadata:
  name: web-availability
  displayName: SLO for web availability
spec:
  service: webapp
  timeWindows:
    - unit: Week
      count: 1
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - displayName: Good
      target: 0.995
      ratioMetrics:
        incremental: true
        good:
          source: prometheus
          queryType: promql
          query: sum(http_requests{code=~"2xx|3xx"})
        total:
          source: prometheus
          queryType: promql
          query: sum(http_requests)
`;

const sli = (text: string) => `apiVersion: openslo/v1
kind: SLI
metadata:
  name: requests
spec:
${text}`;
const MEASURED = sli(`  ratioMetric:
    counter: true
    rawType: success
    raw:
      metricSource:
        type: measurements
        spec:
          sli: requests
`);
/** An SLO of one objective whose parts can be said otherwise. */
const slo = ({
  annotations = "",
  window = "  timeWindow:\n    - duration: 30d\n      isRolling: true",
  method = "Occurrences",
  objective = "      targetPercent: 99.9",
  more = "",
} = {}) => `apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout
  annotations:
    t-developer.com/public: "true"
${annotations}spec:
  service: shop
  indicatorRef: requests
${window}
  budgetingMethod: ${method}
  objectives:
    - displayName: Main
${objective}
${more}`;
const findingsOf = (text: string) => readOpenSlo(text, ["requests", "api-latency"]).findings;
const faultsOf = (text: string) => findingsOf(text).faults;

describe("OpenSLO v1 of others", () => {
  it("is read: source, indicator, months of a zone, policies by name", () => {
    const { slis, slos, tiers, findings } = readOpenSlo(FOREIGN);
    expect(findings.faults).toEqual([]);
    expect(tiers).toEqual([]);
    expect(slis.map(({ value }) => value)).toEqual([
      {
        key: "foo-error",
        name: "Foo errors",
        description: null,
        kind: "ratio",
        source: {
          kind: "prometheus",
          url: "http://prometheus.example.com:9090",
          total: "sum(rate(http_requests_total[5m]))",
          good: 'sum(rate(http_requests_total{code!~"5.."}[5m]))',
        },
        components: [],
      },
    ]);
    expect(slos[0]!.value).toMatchObject({
      key: "foo-slo",
      name: "Foo",
      isPublic: true,
      settings: {
        operational: { kind: "rolling", seconds: 2_592_000 },
        contract: { kind: "month", timeZone: "Asia/Seoul" },
      },
      objectives: [
        {
          key: "main",
          name: "Foo total errors",
          target: "98",
          tierKey: null,
          rule: { kind: "ratio", sli: "foo-error" },
          alerts: [{ kind: "burn", severity: "critical", longSeconds: 3_600, shortSeconds: 300, factor: 2 }],
        },
      ],
    });
  });

  it("is told what of it means something else here", () => {
    expect(findingsOf(FOREIGN).notes).toEqual([
      {
        path: "line 31, spec.alertWhenNoData",
        message: "not read: silence is no data, never a violation; a source that is away is told elsewhere",
      },
      {
        path: "line 21, spec.condition.op",
        message: "we fire above the threshold, not at it: gte is read as gt",
      },
      {
        path: "line 24, spec.condition.alertAfter",
        message: "not read: a short window beside the long one decides when an alert fires",
      },
    ]);
  });
});

describe("OpenSLO v1alpha", () => {
  it("is read, where a DataSource says where its source is", () => {
    const { slis, slos, findings } = readOpenSlo(ALPHA);
    expect(findings).toEqual({ faults: [], notes: [] });
    expect(slis[0]!.value).toMatchObject({
      kind: "ratio",
      source: { kind: "prometheus", total: "sum(http_requests)" },
    });
    expect(slos[0]!.value).toMatchObject({
      key: "web-availability",
      settings: { operational: { seconds: 604_800 }, contract: null },
      objectives: [{ target: "99.5", rule: { kind: "ratio", sli: slis[0]!.value.key } }],
    });
  });

  it("says what is missing without one", () => {
    const [fault] = faultsOf(ALPHA.split("---\n")[1]!);
    expect(fault!.path).toBe("line 17, spec.objectives.0.ratioMetrics");
    expect(fault!.message).toContain("where prometheus is, v1alpha cannot say");
  });

  it("of other sources is refused by their name", () => {
    const [fault] = faultsOf(ALPHA.replaceAll("source: prometheus", "source: datadog"));
    expect(fault!.message).toBe("we do not read datadog from OpenSLO v1alpha: prometheus");
  });
});

describe("a fault of a document", () => {
  it("is told with its line, and there is none without one", () => {
    expect(faultsOf(slo())).toEqual([]);
    expect(faultsOf(MEASURED)).toEqual([]);
  });

  it.each([
    [
      "an unknown field",
      slo({ objective: "      targetPercnt: 99.9" }),
      "line 16, spec.objectives.0.targetPercnt",
      /^unknown field \(known: displayName/,
    ],
    [
      "no target",
      slo({ objective: "      timeSliceWindow: 5m" }),
      "line 15, spec.objectives.0",
      /^needs either target or targetPercent$/,
    ],
    [
      "percent said as a share",
      slo({ objective: "      target: 99.9" }),
      "line 16, spec.objectives.0.target",
      /^a share of 1, such as 0.999; percent is targetPercent$/,
    ],
    [
      "another budgeting method",
      slo({ method: "Mean" }),
      "line 13, spec.budgetingMethod",
      /^must be one of Occurrences, Timeslices, RatioTimeslices$/,
    ],
    [
      "ratios of slices",
      slo({ method: "RatioTimeslices" }),
      "line 13, spec.budgetingMethod",
      /^a mean of ratios hides busy windows/,
    ],
    ["no window", slo({ window: "  timeWindow: []" }), "line 10, spec.timeWindow", /^exactly one window$/],
    [
      "a duration that is none",
      slo({ window: "  timeWindow:\n    - duration: 30 days\n      isRolling: true" }),
      "line 11, spec.timeWindow.0.duration",
      /^a duration such as 5m, 1h or 30d/,
    ],
    [
      "a calendar of weeks",
      slo({
        window:
          "  timeWindow:\n    - duration: 1w\n      isRolling: false\n      calendar:\n        timeZone: UTC",
      }),
      "line 11, spec.timeWindow.0.duration",
      /^calendar windows are months here: 1M/,
    ],
    [
      "a threshold without slices",
      slo({ objective: "      targetPercent: 99\n      op: lt\n      value: 0.1" }),
      "line 18, spec.objectives.0.value",
      /^a threshold is judged by windows here/,
    ],
    [
      "≤ where < is meant",
      slo({
        method: "Timeslices",
        objective: "      targetPercent: 99\n      op: lte\n      value: 0.1\n      timeSliceTarget: 0.95",
      }),
      "line 17, spec.objectives.0.op",
      /^≤ is not <: at exactly the threshold it is missed here, so say lt$/,
    ],
    [
      "latencies that are good above a threshold",
      slo({
        method: "Timeslices",
        objective: "      targetPercent: 99\n      op: gt\n      value: 0.1\n      timeSliceTarget: 0.95",
      }),
      "line 17, spec.objectives.0.op",
      /^latencies are good below a threshold: lt$/,
    ],
    [
      "a percentile that is not counted",
      slo({
        method: "Timeslices",
        objective: "      targetPercent: 99\n      op: lt\n      value: 0.1\n      timeSliceTarget: 0.9",
      }),
      "line 19, spec.objectives.0.timeSliceTarget",
      /^of latencies a percentile: 0.5, 0.95 or 0.99$/,
    ],
    [
      "less than microseconds",
      slo({
        method: "Timeslices",
        objective:
          "      targetPercent: 99\n      op: lt\n      value: 0.0000001\n      timeSliceTarget: 0.95",
      }),
      "line 18, spec.objectives.0.value",
      /^whole microseconds at most$/,
    ],
    [
      "slices of other lengths",
      slo({
        method: "Timeslices",
        objective: "      targetPercent: 99\n      timeSliceTarget: 0.95\n      timeSliceWindow: 1m",
      }),
      "line 18, spec.objectives.0.timeSliceWindow",
      /^windows have five minutes here: 5m$/,
    ],
    [
      "an unknown annotation of ours",
      slo({ annotations: "    t-developer.com/colour: red\n" }),
      "line 7, metadata.annotations.t-developer.com/colour",
      /^unknown annotation of ours$/,
    ],
    [
      "an annotation of an objective that is not there",
      slo({ annotations: "    t-developer.com/objective.other.tier: enterprise\n" }),
      "line 7, metadata.annotations.t-developer.com/objective.other.tier",
      /^no such objective \(there are: main\)$/,
    ],
    [
      "keys that do not fit the objectives",
      slo({ annotations: "    t-developer.com/objectives: a, b\n" }),
      "line 7, metadata.annotations.t-developer.com/objectives",
      /^2 keys for 1 objectives$/,
    ],
    [
      "a rule in other words",
      slo({ annotations: "    t-developer.com/objective.main.rules: critical below 97\n" }),
      "line 7, metadata.annotations.t-developer.com/objective.main.rules",
      /^"critical below 97" is no rule: "warning below 98% for 1h"/,
    ],
    [
      "a response without an action",
      slo({ annotations: "    t-developer.com/responses: critical\n" }),
      "line 7, metadata.annotations.t-developer.com/responses",
      /^"critical" is no response/,
    ],
    [
      "an exclusion that is none",
      slo({ annotations: "    t-developer.com/exclusions: weather\n" }),
      "line 7, metadata.annotations.t-developer.com/exclusions",
      /^must be one of planned_maintenance/,
    ],
    [
      "a policy that is not there",
      slo({ more: "  alertPolicies:\n    - alertPolicyRef: fast\n" }),
      "line 18, spec.alertPolicies.0.alertPolicyRef",
      /^no AlertPolicy is called fast in this document$/,
    ],
    [
      "a burn rule that is meant by a name it does not have",
      slo({ annotations: "    t-developer.com/objective.main.burn: fast\n" }),
      "line 7, metadata.annotations.t-developer.com/objective.main.burn",
      /^no alert policy of this SLO is called fast$/,
    ],
    [
      "a name that is no label",
      slo().replace("name: checkout", "name: Checkout SLO"),
      "line 4, metadata.name",
      /^a DNS label/,
    ],
    [
      "no indicator",
      slo().replace("  indicatorRef: requests\n", ""),
      "line 14, spec.objectives.0",
      /^an indicator is missing: indicator or indicatorRef$/,
    ],
    [
      "a version that is not read",
      slo().replace("openslo/v1", "openslo/v2"),
      "line 1, apiVersion",
      /^must be one of openslo\/v1, openslo\/v1alpha, t-developer.com\/v1$/,
    ],
    [
      "a kind that is none",
      slo().replace("kind: SLO", "kind: SL0"),
      "line 2, kind",
      /^must be one of SLO, SLI, DataSource/,
    ],
    [
      "a source that is not read",
      MEASURED.replace("type: measurements", "type: NewRelic"),
      "line 11, spec.ratioMetric.raw.metricSource.type",
      /^we do not read NewRelic: measurements, probes, prometheus, cloudwatch, alb, otlp, integrity/,
    ],
    [
      "both kinds of metric",
      sli("  thresholdMetric: {}\n  ratioMetric: {}\n"),
      "line 6, spec",
      /^needs either thresholdMetric or ratioMetric$/,
    ],
    [
      "a ratio of failures",
      MEASURED.replace("rawType: success", "rawType: failure"),
      "line 8, spec.ratioMetric.rawType",
      /^a ratio of failures says nothing of how many/,
    ],
    ["nothing at all", "# only a comment\n", "line 1", /^the document is empty$/],
    ["a text that is no object", "hello\n", "line 1", /^must be an object with apiVersion/],
    [
      "an alias",
      "apiVersion: &v openslo/v1\nkind: Service\nmetadata:\n  name: *v\nspec: {}\n",
      "line 1",
      /^anchors with aliases/,
    ],
    [
      "the same name twice",
      `${slo()}---\n${slo()}`,
      "line 21, metadata.name",
      /^another SLO of this document/,
    ],
  ])("such as %s", (_, text, path, message) => {
    const faults = faultsOf(text);
    expect(faults.map((fault) => fault.path)).toContain(path);
    expect(faults.find((fault) => fault.path === path)!.message).toMatch(message);
  });

  it("that is no YAML is told with its line", () => {
    expect(() => readOpenSlo("kind: [SLO\nspec: {")).toThrow("not valid YAML");
    try {
      readOpenSlo("kind: SLO\nspec:\n  a: b: c\n");
    } catch (error) {
      expect((error as Failure).faults[0]!.path).toBe("line 3");
    }
  });

  it("that is too long is not even read", () => {
    expect(() => readOpenSlo("#".repeat(MAX_DOCUMENT_LENGTH + 1))).toThrow(Failure);
  });

  it("of several come in the order of their lines, and nothing is applied", () => {
    const { findings } = readOpenSlo(
      slo({ annotations: "    t-developer.com/colour: red\n", method: "Mean" }),
    );
    expect(() => requireFaultless({ faults: [], notes: [] })).not.toThrow();
    try {
      requireFaultless({ ...findings, faults: findings.faults.toReversed() });
      expect.unreachable();
    } catch (error) {
      const { message, faults } = error as Failure;
      expect(message).toBe("The document has faults: nothing was applied");
      expect(faults.map(({ path }) => path)).toEqual([
        "line 7, metadata.annotations.t-developer.com/colour",
        "line 14, spec.budgetingMethod",
      ]);
    }
  });
});

describe("the place of a fault that is found later", () => {
  const text = slo({
    annotations:
      "    t-developer.com/components: gone\n    t-developer.com/objective.main.tier: gold\n    t-developer.com/objective.main.rules: warning below 98% for 1h\n",
  });
  const located = readOpenSlo(text, ["requests"]).slos[0]!;
  it.each([
    ["key", 4],
    ["components.0", 7],
    ["objectives.0.tier", 8],
    ["objectives.0.alerts.0.below", 9],
    ["window_seconds", 14],
    ["objectives.0.target", 19],
    ["objectives.0.rule.sli", 12],
    ["anything", 1],
  ])("of %s is line %i", (path, line) => {
    expect(located.spotOf(path).line).toBe(line);
  });
});

describe("alert rules in words", () => {
  it.each([
    ["warning below 98% for 1h", { kind: "lasting", severity: "warning", below: "98", forSeconds: 3_600 }],
    [
      "critical window above 0.5% 1 bad 3 good",
      { kind: "window", severity: "critical", above: "0.5", bad: 1, good: 3 },
    ],
    ["critical consecutive 3 bad 3 good", { kind: "consecutive", severity: "critical", bad: 3, good: 3 }],
    ["info nearing 80% over 1h", { kind: "nearing", severity: "info", percent: 80, windowSeconds: 3_600 }],
    ["info missed", { kind: "missed", severity: "info" }],
    ["critical first bad", { kind: "first_bad", severity: "critical" }],
  ] as const)("%s", (text, rule) => {
    expect(readRule(text)).toEqual(rule);
    expect(ruleText(rule)).toBe(text);
  });

  it("are read with any space, and without the sign of percent", () => {
    expect(readRule("  warning   below 98 for 1h ")).toMatchObject({ below: "98" });
  });

  it.each([
    "",
    "below 98% for 1h",
    "fatal missed",
    "warning below 98% for ever",
    "info nearing 80% over soon",
  ])("are not %j", (text) => {
    expect(readRule(text)).toBeNull();
  });
});

describe("a tier", () => {
  const TIER = `apiVersion: t-developer.com/v1
kind: Tier
metadata:
  name: enterprise_plus
  displayName: Enterprise Plus
spec:
  description: 대기업
  availability: "99.99"
  api_latency_ms: { p50: 50, p95: 100, p99: 200 }
  cold_start_ms: 1000
  warm_start_ms: 50
  error_rate: "0.01"
  server_error_rate: "0.005"
  requests_per_day: null
  concurrent_runs: 1000
  support:
    first_response_minutes: 15
    resolve_p1_minutes: 240
    resolve_p2_minutes: 1440
    channel: dedicated_engineer
`;
  it("is a kind of our own", () => {
    const { tiers, findings } = readOpenSlo(TIER);
    expect(findings.faults).toEqual([]);
    expect(tiers[0]!.value).toMatchObject({
      key: "enterprise_plus",
      name: "Enterprise Plus",
      description: "대기업",
      promises: { availability: "99.99", coldStartUs: 1_000_000, requestsPerDay: null },
    });
  });

  it("is told on which line it is wrong", () => {
    expect(faultsOf(TIER.replace("warm_start_ms: 50", "warm_start_ms: fast"))[0]!.path).toBe(
      "line 11, spec.warm_start_ms",
    );
  });
});
