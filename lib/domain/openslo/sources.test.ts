import { describe, expect, it } from "vitest";
import { readOpenSlo } from "./read.ts";

const SOURCES = `apiVersion: openslo/v1
kind: DataSource
metadata:
  name: cloud
spec:
  type: CloudWatch
  connectionDetails:
    region: ap-northeast-2
---
apiVersion: openslo/v1
kind: DataSource
metadata:
  name: prom
spec:
  type: Prometheus
  connectionDetails:
    url: http://prometheus.example.com:9090
---
`;
const sli = (spec: string): string => `${SOURCES}apiVersion: openslo/v1
kind: SLI
metadata:
  name: figures
  annotations:
    t-developer.com/components: rest-api, agent-runs
spec:
${spec}`;
const read = (spec: string) => {
  const { slis, findings } = readOpenSlo(sli(spec));
  return { source: slis[0]?.value.source, sli: slis[0]?.value, faults: findings.faults };
};

describe("the source of an SLI", () => {
  it("that is named has its place from there", () => {
    const {
      source,
      sli: figures,
      faults,
    } = read(`  description: Errors
  ratioMetric:
    counter: true
    bad:
      metricSource:
        metricSourceRef: prom
        spec:
          query: sum(increase(errors_total[5m]))
    total:
      metricSource:
        metricSourceRef: prom
        spec:
          query: sum(increase(requests_total[5m]))
`);
    expect(faults).toEqual([]);
    expect(source).toEqual({
      kind: "prometheus",
      url: "http://prometheus.example.com:9090",
      bad: "sum(increase(errors_total[5m]))",
      total: "sum(increase(requests_total[5m]))",
    });
    expect(figures).toMatchObject({
      key: "figures",
      description: "Errors",
      components: ["rest-api", "agent-runs"],
    });
  });

  it("may be CloudWatch: counts by metric and statistic", () => {
    const { source, faults } = read(`  ratioMetric:
    counter: true
    good:
      metricSource:
        metricSourceRef: cloud
        spec:
          namespace: TDeveloper/Agents
          metric: Successes
          stat: Sum
    total:
      metricSource:
        metricSourceRef: cloud
        spec:
          namespace: TDeveloper/Agents
          metric: Runs
          stat: Sum
`);
    expect(faults).toEqual([]);
    expect(source).toEqual({
      kind: "cloudwatch",
      region: "ap-northeast-2",
      namespace: "TDeveloper/Agents",
      dimensions: {},
      good: { metric: "Successes", stat: "Sum" },
      total: { metric: "Runs", stat: "Sum" },
    });
  });

  it("may be latencies of Prometheus, by the buckets of a histogram", () => {
    const {
      source,
      sli: figures,
      faults,
    } = read(`  thresholdMetric:
    metricSource:
      metricSourceRef: prom
      spec:
        query: sum by (le) (increase(latency_bucket[5m]))
`);
    expect(faults).toEqual([]);
    expect(figures!.kind).toBe("latency");
    expect(source).toMatchObject({ buckets: "sum by (le) (increase(latency_bucket[5m]))" });
  });

  it("must be one and the same for good and total", () => {
    const { faults } = read(`  ratioMetric:
    counter: true
    good:
      metricSource:
        metricSourceRef: cloud
        spec:
          namespace: N
          metric: Successes
          stat: Sum
    total:
      metricSource:
        metricSourceRef: prom
        spec:
          query: sum(increase(requests_total[5m]))
`);
    expect(faults.map(({ message }) => message)).toContain(
      "must come from the same source as total: prometheus",
    );
  });

  it("is told when nobody says where it is, or what it is", () => {
    const lost = read(`  thresholdMetric:
    metricSource:
      metricSourceRef: elsewhere
      spec:
        query: q
`);
    expect(lost.faults).toEqual([
      {
        path: "line 28, spec.thresholdMetric.metricSource.type",
        message: "the type is missing, and no DataSource is called elsewhere",
      },
    ]);
    const nowhere = read(`  thresholdMetric:
    metricSource:
      type: prometheus
      spec:
        query: q
`);
    expect(nowhere.source).toBeUndefined();
    expect(nowhere.faults[0]!.message).toMatch(/^url: /);
  });

  it("has fields that it knows, each fault at its own line", () => {
    const { faults } = read(`  ratioMetric:
    counter: true
    rawType: success
    raw:
      metricSource:
        type: alb
        spec:
          folder: ../outside
          measures: 5xx
`);
    expect(faults).toEqual([
      {
        path: "line 33, spec.ratioMetric.raw.metricSource.spec.folder",
        message: "folder: a folder below ALB_LOGS_DIR, without ..",
      },
    ]);
  });

  it("with a fault is declared all the same: what names it is not told twice", () => {
    const { declaredSlis, slis } = readOpenSlo(sli("  thresholdMetric: {}\n"));
    expect(slis).toEqual([]);
    expect([...declaredSlis]).toEqual(["figures"]);
  });
});

describe("the parts of a composite objective", () => {
  const composite = (second: string) => `apiVersion: openslo/v1
kind: SLO
metadata:
  name: agents
  annotations:
    t-developer.com/objectives: worst, worst
    t-developer.com/objective.worst.kind: composite-worst
spec:
  service: agents
  timeWindow:
    - duration: 7d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - targetPercent: 99.9
      indicatorRef: deploys
    - ${second}
      indicatorRef: runs
`;
  it("are one objective, with one target", () => {
    const { slos, findings } = readOpenSlo(composite("target: 0.999"), ["deploys", "runs"]);
    expect(findings.faults).toEqual([]);
    expect(slos[0]!.value.objectives).toMatchObject([
      { key: "worst", target: "99.9", rule: { parts: [{ sli: "deploys" }, { sli: "runs" }] } },
    ]);
  });

  it("can not have two", () => {
    expect(readOpenSlo(composite("targetPercent: 99"), ["deploys", "runs"]).findings.faults).toEqual([
      {
        path: "line 17, spec.objectives.1.targetPercent",
        message: "parts of one objective have one target",
      },
    ]);
  });
});
