import { describe, expect, it } from "vitest";
import { definitionOf, newSlo, sloPatch } from "./input.ts";
import { newSli, SOURCE_KINDS, sliPatch, sliSource, sourceFault } from "./sli-input.ts";
import { newTier, promisesOf, tierOf, tierPatch, wirePromises } from "./tier-input.ts";
import { wireOf } from "./wire.ts";

const WIRE = {
  key: "SLO-002",
  name: "AgentCore integration",
  description: "세 지표 가운데 가장 나쁜 것",
  translations: { en: { name: "AgentCore integration" } },
  components: ["agent-runs"],
  is_public: true,
  window_seconds: 604_800,
  contract_time_zone: "Asia/Seoul",
  exclusions: ["planned_maintenance"],
  responses: [{ severity: "critical", action: "agent_retry" }],
  notice: "draft",
  level_floor: null,
  escalation_policy_id: null,
  objectives: [
    {
      key: "worst",
      name: "Worst of three",
      translations: {},
      tier: null,
      rule: {
        kind: "composite",
        combine: "worst",
        parts: [
          { sli: "deploys", weight: 1 },
          { sli: "runs", weight: 2 },
        ],
        is_strict: true,
      },
      target: "99.9",
      alerts: [
        { kind: "burn", severity: "critical", long_seconds: 3_600, short_seconds: 300, factor: 16.8 },
        { kind: "lasting", severity: "warning", below: "98", for_seconds: 3_600 },
        { kind: "missed", severity: "info" },
      ],
    },
    {
      key: "time",
      name: "Time",
      translations: {},
      tier: "enterprise",
      rule: { kind: "availability", components: ["rest-api"], combine: "all", evidence: ["sessions"] },
      target: "99.95",
      alerts: [],
    },
    {
      key: "p95",
      name: "P95",
      translations: {},
      tier: null,
      rule: { kind: "latency", sli: "api", percentile: 95, threshold_ms: 0.25 },
      target: "99",
      alerts: [
        { kind: "consecutive", severity: "critical", bad: 3, good: 3 },
        { kind: "nearing", severity: "info", percent: 80, window_seconds: 3_600 },
      ],
    },
    {
      key: "slices",
      name: "Slices",
      translations: {},
      tier: null,
      rule: { kind: "time_slice", sli: "runs", slice_target: "99.5" },
      target: "99",
      alerts: [{ kind: "window", severity: "warning", above: "8", bad: 1, good: 3 }],
    },
    {
      key: "plain",
      name: "Plain",
      translations: {},
      tier: null,
      rule: { kind: "ratio", sli: "runs", is_strict: false },
      target: "99",
      alerts: [],
    },
    {
      key: "none",
      name: "None",
      translations: {},
      tier: null,
      rule: { kind: "zero_tolerance", sli: "losses" },
      target: "100",
      alerts: [{ kind: "first_bad", severity: "critical" }],
    },
  ],
};

describe("a definition on the wire", () => {
  it("is read and said as the same, every rule and alert of it", () => {
    const read = newSlo.parse(WIRE);
    expect(wireOf(definitionOf(read))).toEqual(WIRE);
    const { objectives, settings } = definitionOf(read);
    expect(settings).toMatchObject({
      operational: { kind: "rolling", seconds: 604_800 },
      contract: { kind: "month", timeZone: "Asia/Seoul" },
    });
    expect(objectives[2]!.rule).toMatchObject({ thresholdUs: 250 });
    expect(objectives[0]!.alerts[0]).toMatchObject({ longSeconds: 3_600, shortSeconds: 300 });
    expect(objectives[4]!.rule).toEqual({ kind: "ratio", sli: "runs" });
  });

  it("needs little: what is left out is as usual", () => {
    const read = newSlo.parse({
      key: "checkout",
      name: "Checkout",
      objectives: [{ key: "main", name: "Main", rule: { kind: "ratio", sli: "requests" }, target: 99.9 }],
    });
    expect(read).toMatchObject({
      description: null,
      translations: {},
      components: [],
      is_public: true,
      window_seconds: 2_592_000,
      contract_time_zone: null,
      exclusions: [],
      responses: [],
      notice: "draft",
      level_floor: null,
      escalation_policy_id: null,
    });
    expect(read.objectives[0]).toMatchObject({ tier: null, target: "99.9", alerts: [] });
  });

  it.each([
    [{ name: "" }, "name"],
    [{ key: "a".repeat(64) }, "key"],
    [{ window_seconds: 0.5 }, "window_seconds"],
    [{ exclusions: ["weather"] }, "exclusions.0"],
    [{ notice: "shout" }, "notice"],
    [{ level_floor: 2 }, "level_floor"],
    [{ escalation_policy_id: "?" }, "escalation_policy_id"],
    [{ responses: [{ severity: "fatal", action: "x" }] }, "responses.0.severity"],
    [{ objectives: [{ ...WIRE.objectives[4], rule: { kind: "mean" } }] }, "objectives.0.rule.kind"],
    [
      { objectives: [{ ...WIRE.objectives[2], rule: { ...WIRE.objectives[2]!.rule, percentile: 90 } }] },
      "objectives.0.rule.percentile",
    ],
  ])("tells where %j is wrong", (fields, path) => {
    const read = newSlo.safeParse({ ...WIRE, ...fields });
    expect(read.error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });

  it("changes in parts: what is left out is left out, and the key stays", () => {
    expect(sloPatch.parse({ name: "Other", version: 3 })).toEqual({ name: "Other", version: 3 });
    expect(sloPatch.parse({ key: "SLO-009" })).toEqual({});
    expect(sloPatch.safeParse({ version: 0 }).success).toBe(false);
  });
});

describe("a source", () => {
  it.each([
    [{ kind: "measurements" }, "ratio"],
    [{ kind: "probes", monitors: ["health"], measures: "success" }, "ratio"],
    [{ kind: "prometheus", url: "http://p:9090", total: "t", bad: "b" }, "ratio"],
    [{ kind: "prometheus", url: "http://p:9090", buckets: "b" }, "latency"],
    [
      {
        kind: "cloudwatch",
        region: "ap-northeast-2",
        namespace: "N",
        dimensions: {},
        latency: { metric: "M", unitUs: 1000 },
      },
      "latency",
    ],
    [{ kind: "alb", folder: "prod", measures: "5xx" }, "ratio"],
    [{ kind: "otlp", metric: "m", attributes: {}, good: { code: "2*" } }, "ratio"],
    [{ kind: "integrity", event: "backup", counts: "failures" }, "ratio"],
  ] as const)("such as %j is taken for a %s", (source, kind) => {
    const read = sliSource.parse(source);
    expect(read).toEqual(source);
    expect(sourceFault(read, kind)).toBeNull();
    expect(SOURCE_KINDS).toContain(source.kind);
  });

  it.each([
    [{ kind: "prometheus", url: "http://p:9090" }, "ratio", "a ratio needs the query of total"],
    [
      { kind: "prometheus", url: "http://p:9090", total: "t" },
      "ratio",
      "a ratio needs the query of good or of bad",
    ],
    [
      { kind: "prometheus", url: "http://p:9090", total: "t" },
      "latency",
      "latencies need the query of buckets",
    ],
    [
      { kind: "cloudwatch", region: "us-east-1", namespace: "N", dimensions: {} },
      "ratio",
      "a ratio needs the metric of total",
    ],
    [
      { kind: "cloudwatch", region: "us-east-1", namespace: "N", dimensions: {} },
      "latency",
      "latencies need the metric of latency",
    ],
    [{ kind: "alb", measures: "5xx" }, "ratio", "needs either folder or bucket"],
    [{ kind: "alb", folder: "a", bucket: "b", measures: "5xx" }, "ratio", "needs either folder or bucket"],
    [{ kind: "alb", folder: "a", measures: "5xx" }, "latency", "measures another kind"],
    [{ kind: "probes", monitors: ["m"], measures: "latency" }, "ratio", "measures another kind"],
    [{ kind: "otlp", metric: "m", attributes: {} }, "latency", "latencies need unitUs"],
    [{ kind: "otlp", metric: "m", attributes: {} }, "ratio", "a ratio needs the attributes of good"],
    [
      { kind: "otlp", metric: "m", attributes: {}, good: {} },
      "ratio",
      "a ratio needs the attributes of good",
    ],
    [{ kind: "integrity", event: "backup", counts: "failures" }, "latency", "has no latencies"],
  ] as const)("such as %j is none for a %s: %s", (source, kind, fault) => {
    expect(sourceFault(sliSource.parse(source), kind)).toBe(fault);
  });

  it.each([
    { kind: "prometheus", url: "ftp://p" },
    { kind: "prometheus", url: "http://p:9090", query: "t" },
    { kind: "alb", folder: "../etc", measures: "5xx" },
    { kind: "alb", folder: "/etc", measures: "5xx" },
    { kind: "alb", folder: "a", path: "agents", measures: "5xx" },
    { kind: "alb", folder: "a", method: "get", measures: "5xx" },
    { kind: "cloudwatch", region: "Seoul", namespace: "N" },
    { kind: "probes", monitors: [], measures: "success" },
    { kind: "carrier-pigeon" },
  ])("such as %j is refused", (source) => {
    expect(sliSource.safeParse(source).success).toBe(false);
  });
});

describe("an SLI on the wire", () => {
  it("needs a key, a name and a kind; its figures are sent to us if nothing else is said", () => {
    expect(newSli.parse({ key: "api-requests", name: "요청", kind: "ratio" })).toEqual({
      key: "api-requests",
      name: "요청",
      kind: "ratio",
      description: null,
      source: { kind: "measurements" },
      components: [],
    });
    expect(newSli.safeParse({ key: "api requests", name: "x", kind: "ratio" }).success).toBe(false);
    expect(newSli.safeParse({ key: "a", name: "", kind: "ratio" }).success).toBe(false);
    expect(newSli.safeParse({ key: "a", name: "x", kind: "mean" }).success).toBe(false);
  });

  it("changes in parts; key and kind stay", () => {
    expect(sliPatch.parse({ name: "Requests", kind: "latency", key: "b", revision: 2 })).toEqual({
      name: "Requests",
      revision: 2,
    });
  });
});

const TIER = {
  key: "enterprise",
  name: "Enterprise",
  description: "중견기업",
  translations: { en: { description: "Mid-size" } },
  promises: {
    availability: "99.95",
    api_latency_ms: { p50: 100, p95: 200, p99: 500 },
    cold_start_ms: 2_000,
    warm_start_ms: 100,
    error_rate: "0.1",
    server_error_rate: "0.05",
    requests_per_day: 50_000,
    concurrent_runs: 500,
    support: {
      first_response_minutes: 60,
      in_business_hours: false,
      resolve_p1_minutes: 480,
      resolve_p2_minutes: 2_880,
      channel: "email_chat",
    },
  },
};

describe("a tier on the wire", () => {
  it("is read and said as the same; durations are kept in whole microseconds", () => {
    const read = newTier.parse(TIER);
    expect(tierOf(read)).toMatchObject({
      key: "enterprise",
      promises: { apiLatencyUs: { p50: 100_000, p95: 200_000, p99: 500_000 }, warmStartUs: 100_000 },
    });
    expect(wirePromises(promisesOf(read.promises))).toEqual(TIER.promises);
  });

  it("may promise without a limit of requests", () => {
    const promises = { ...TIER.promises, requests_per_day: null };
    expect(promisesOf(newTier.parse({ ...TIER, promises }).promises).requestsPerDay).toBeNull();
  });

  it.each([
    [{ availability: "100" }, "availability"],
    [{ availability: "0" }, "availability"],
    [{ error_rate: "most" }, "error_rate"],
    [{ cold_start_ms: 0 }, "cold_start_ms"],
    [{ warm_start_ms: 0.0001 }, "warm_start_ms"],
    [{ requests_per_day: 0 }, "requests_per_day"],
    [{ concurrent_runs: 1.5 }, "concurrent_runs"],
  ])("tells where %j is wrong", (fields, path) => {
    const read = newTier.safeParse({ ...TIER, promises: { ...TIER.promises, ...fields } });
    expect(read.error?.issues.map((issue) => issue.path.join("."))).toEqual([`promises.${path}`]);
  });

  it("changes in parts", () => {
    expect(tierPatch.parse({ name: "Business" })).toEqual({ name: "Business" });
    expect(newTier.safeParse({ ...TIER, key: "Enterprise Plus" }).success).toBe(false);
  });
});
