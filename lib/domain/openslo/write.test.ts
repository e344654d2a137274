import { describe, expect, it } from "vitest";
import type { SliDefinition } from "../slo/defining/stored.ts";
import type { SloDefinition } from "../slo/definition.ts";
import { openSloText, policyName, sloText } from "./write.ts";

const SLI: SliDefinition = {
  key: "runs.all",
  name: "실행",
  description: "Every run",
  kind: "ratio",
  source: {
    kind: "prometheus",
    url: "http://prometheus.example.com:9090",
    total: "sum(increase(runs_total[5m]))",
    bad: 'sum(increase(runs_total{outcome="failed"}[5m]))',
  },
  components: ["agent-runs"],
};
const DEFINITION: SloDefinition = {
  key: "SLO-009",
  name: "Runs",
  description: "요청이 성공한다",
  translations: { en: { name: "Runs", description: "Runs succeed" } },
  components: ["agent-runs", "rest-api"],
  isPublic: false,
  settings: {
    operational: { kind: "rolling", seconds: 604_800 },
    contract: { kind: "month", timeZone: "Asia/Seoul" },
    exclusions: ["planned_maintenance"],
    responses: [{ severity: "critical", action: "isolate" }],
    notice: "publish",
    levelFloor: 4,
    policyId: null,
  },
  objectives: [
    {
      key: "main",
      name: "All runs",
      translations: { en: { name: "All runs" } },
      tierKey: "enterprise",
      rule: { kind: "ratio", sli: "runs.all", isStrict: true },
      target: "99.9",
      alerts: [
        { kind: "burn", severity: "critical", longSeconds: 3_600, shortSeconds: 300, factor: 14.4 },
        { kind: "lasting", severity: "warning", below: "98", forSeconds: 3_600 },
      ],
    },
    {
      key: "p95",
      name: "P95",
      translations: {},
      tierKey: null,
      rule: { kind: "latency", sli: "api-latency", percentile: 95, thresholdUs: 1_600_000 },
      target: "99",
      alerts: [],
    },
    {
      key: "time",
      name: "Time",
      translations: {},
      tierKey: null,
      rule: { kind: "availability", components: ["rest-api"], combine: "any", evidence: ["runs.all"] },
      target: "99.95",
      alerts: [],
    },
    {
      key: "none",
      name: "None lost",
      translations: {},
      tierKey: null,
      rule: { kind: "zero_tolerance", sli: "losses" },
      target: "100",
      alerts: [{ kind: "first_bad", severity: "critical" }],
    },
  ],
};

describe("OpenSLO as it is written", () => {
  it("says an SLI by its metric, with a label for its key", () => {
    expect(openSloText([SLI], []).split("---\n")[2]).toBe(`apiVersion: openslo/v1
kind: SLI
metadata:
  name: runs-all
  displayName: 실행
  annotations:
    t-developer.com/key: runs.all
    t-developer.com/components: agent-runs
spec:
  description: Every run
  ratioMetric:
    counter: true
    bad:
      metricSource:
        type: prometheus
        spec:
          url: http://prometheus.example.com:9090
          query: sum(increase(runs_total{outcome="failed"}[5m]))
    total:
      metricSource:
        type: prometheus
        spec:
          url: http://prometheus.example.com:9090
          query: sum(increase(runs_total[5m]))
`);
  });

  it("says an SLO with what OpenSLO has words for, and the rest in annotations", () => {
    expect(sloText(DEFINITION)).toBe(`apiVersion: openslo/v1
kind: SLO
metadata:
  name: slo-009
  displayName: Runs
  annotations:
    t-developer.com/key: SLO-009
    t-developer.com/name.en: Runs
    t-developer.com/description.en: Runs succeed
    t-developer.com/components: agent-runs, rest-api
    t-developer.com/public: "false"
    t-developer.com/contract: Asia/Seoul
    t-developer.com/exclusions: planned_maintenance
    t-developer.com/responses: "critical: isolate"
    t-developer.com/notice: publish
    t-developer.com/level-floor: "4"
    t-developer.com/unit: ms
    t-developer.com/objectives: main, p95, time, none
    t-developer.com/objective.main.name.en: All runs
    t-developer.com/objective.main.tier: enterprise
    t-developer.com/objective.main.strict: "true"
    t-developer.com/objective.main.rules: warning below 98% for 1h
    t-developer.com/objective.p95.burn: none
    t-developer.com/objective.time.burn: none
    t-developer.com/objective.none.kind: zero-tolerance
    t-developer.com/objective.none.burn: none
    t-developer.com/objective.none.rules: critical first bad
spec:
  description: 요청이 성공한다
  service: t-developer
  timeWindow:
    - duration: 7d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - displayName: All runs
      targetPercent: 99.9
      indicatorRef: runs-all
    - displayName: P95
      op: lt
      value: 1600
      targetPercent: 99
      timeSliceTarget: 0.95
      timeSliceWindow: 5m
      indicatorRef: api-latency
    - displayName: Time
      targetPercent: 99.95
      indicator:
        metadata:
          name: availability
        spec:
          ratioMetric:
            counter: true
            rawType: success
            raw:
              metricSource:
                type: availability
                spec:
                  components:
                    - rest-api
                  combine: any
                  evidence:
                    - runs.all
    - displayName: None lost
      targetPercent: 99.9999999
      indicatorRef: losses
  alertPolicies:
    - kind: AlertPolicy
      metadata:
        name: critical-1h-14-4
        annotations:
          t-developer.com/short-window: 5m
      spec:
        conditions:
          - kind: AlertCondition
            metadata:
              name: critical-1h-14-4
            spec:
              severity: critical
              condition:
                kind: burnrate
                op: gt
                threshold: 14.4
                lookbackWindow: 1h
        notificationTargets:
          - targetRef: escalation
`);
  });

  it("begins with the service and the target that its objects name", () => {
    const [service, target] = openSloText([], []).split("---\n");
    expect(service).toContain("name: t-developer");
    expect(target).toContain("kind: AlertNotificationTarget");
  });

  it("calls a policy by what it looks at", () => {
    expect(
      policyName({ kind: "burn", severity: "warning", longSeconds: 259_200, shortSeconds: 300, factor: 1 }),
    ).toBe("warning-3d-1");
  });

  it("has a name that is too long for OpenSLO in an annotation", () => {
    const name = "가".repeat(64);
    const text = sloText({ ...DEFINITION, name });
    expect(text).toContain(`t-developer.com/name: ${name}`);
    expect(text).not.toContain(`displayName: ${name}`);
  });

  it("says a budget of slices where every objective has one", () => {
    expect(sloText({ ...DEFINITION, objectives: [DEFINITION.objectives[1]!] })).toContain(
      "budgetingMethod: Timeslices",
    );
  });
});
