import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isBoundary } from "../slo/boundaries.ts";
import { definitionFaults, definitionNotes } from "../slo/defining/faults.ts";
import { wirePromises } from "../slo/defining/tier-input.ts";
import type { ObjectiveDefinition, SloDefinition } from "../slo/definition.ts";
import { TIER_KEYS } from "../slo/tier.ts";
import { readOpenSlo } from "./read.ts";
import { ruleText } from "./rules-text.ts";
import { sloObject } from "./write.ts";

const FOLDER = join(import.meta.dirname, "../../../prisma/catalogue");
const NAMES = ["tiers", ...[1, 2, 3, 4, 5, 6, 7].map((n) => `slo-00${n}`)];
const read = NAMES.map((name) => readOpenSlo(readFileSync(join(FOLDER, `${name}.yaml`), "utf8")));
const tiers = read.flatMap((content) => content.tiers.map(({ value }) => value));
const slis = read.flatMap((content) => content.slis.map(({ value }) => value));
const slos = read.flatMap((content) => content.slos.map(({ value }) => value));
const COMPONENTS = [
  "rest-api",
  "agent-execution",
  "agentcore-integration",
  "web-console",
  "data-and-backups",
];
const KNOWN = {
  slis: new Map(slis.map(({ key, kind }) => [key, kind])),
  components: new Set(COMPONENTS),
  tiers: new Set(tiers.map(({ key }) => key)),
};

const sloOf = (key: string): SloDefinition => slos.find((slo) => slo.key === key)!;
const objectiveOf = (slo: string, key: string): ObjectiveDefinition =>
  sloOf(slo).objectives.find((objective) => objective.key === key)!;
const alertsOf = ({ alerts }: ObjectiveDefinition): string[] =>
  alerts.map((alert) =>
    alert.kind === "burn"
      ? `${alert.severity} ${alert.factor}: ${alert.longSeconds}/${alert.shortSeconds}`
      : ruleText(alert),
  );
/** "P95 < 100 ms" of a latency objective. */
function promise({ rule }: ObjectiveDefinition): string {
  return rule.kind === "latency" ? `P${rule.percentile} < ${rule.thresholdUs / 1000} ms` : rule.kind;
}
const dashed = (tier: string) => tier.replaceAll("_", "-");
const actionsOf = (key: string): string[] =>
  sloOf(key).settings.responses.map(({ severity, action }) => `${severity} ${action}`);

const BURN_30_DAYS = [
  "critical 14.4: 3600/300",
  "critical 6: 21600/1800",
  "warning 3: 86400/7200",
  "warning 1: 259200/21600",
];

describe("the catalogue", () => {
  it("has no faults, and nothing that would need a note", () => {
    expect(read.flatMap(({ findings }) => [...findings.faults, ...findings.notes])).toEqual([]);
    for (const slo of slos) {
      expect(definitionFaults(slo, KNOWN)).toEqual([]);
      expect(definitionNotes(slo)).toEqual([]);
    }
  });

  it("has the seven SLOs, each in a file of its name", () => {
    expect(read.slice(1).map((content) => content.slos.map(({ value }) => value.key))).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((n) => [`SLO-00${n}`]),
    );
  });

  it("names every SLI in some objective, or says that it is shown only", () => {
    const named = JSON.stringify(slos.map(({ objectives }) => objectives));
    const unnamed = slis.filter(({ key }) => !named.includes(`"${key}"`)).map(({ key }) => key);
    expect(unnamed).toEqual(["health-checks", "user-sessions"]);
    expect(new Set(slis.map(({ key }) => key)).size).toBe(slis.length);
  });

  it("is sent its figures, or asks our own probes: nothing outside is needed", () => {
    expect([...new Set(slis.map(({ source }) => source.kind))].sort()).toEqual([
      "integrity",
      "measurements",
      "probes",
    ]);
  });

  it("has words in both languages", () => {
    for (const { name, description, translations } of slos) {
      expect(`${name}${description}`).toMatch(/[가-힣]/);
      expect(translations.en?.name).toMatch(/^[A-Z]/);
      expect(translations.en?.description?.length).toBeGreaterThan(20);
    }
    for (const { description, translations } of tiers) {
      expect(description).toMatch(/[가-힣]/);
      expect(translations.en?.description).toMatch(/^[A-Z]/);
    }
  });

  it("asks for thresholds that are boundaries, with their 80 and 200 percent where those are contractual", () => {
    const thresholds = slos
      .flatMap(({ objectives }) => objectives)
      .flatMap(({ rule, alerts }) =>
        rule.kind === "latency" ? [{ us: rule.thresholdUs, alerts, percentile: rule.percentile }] : [],
      );
    expect(thresholds.length).toBe(42);
    for (const { us, alerts, percentile } of thresholds) {
      expect(isBoundary(us)).toBe(true);
      if (percentile === 95) expect(isBoundary(2 * us)).toBe(true);
      if (alerts.some(({ kind }) => kind === "nearing")) expect(isBoundary((us * 80) / 100)).toBe(true);
    }
  });

  it("is written as it is exported", () => {
    for (const [i, name] of NAMES.slice(1).entries()) {
      const [slo] = read[i + 1]!.slos;
      const text = readFileSync(join(FOLDER, `${name}.yaml`), "utf8");
      expect(text).toContain(`kind: SLO\nmetadata:\n  name: ${name}\n`);
      expect(sloObject(slo!.value)).toMatchObject({ spec: { service: "t-developer" } });
    }
  });
});

describe("the tiers (S-001 to S-017)", () => {
  it("are four, the dearest first", () => {
    expect(tiers.map(({ key, name }) => [key, name])).toEqual([
      ["enterprise_plus", "Enterprise Plus"],
      ["enterprise", "Enterprise"],
      ["professional", "Professional"],
      ["developer", "Developer"],
    ]);
    expect(tiers.map(({ key }) => key)).toEqual([...TIER_KEYS]);
  });

  const promises = tiers.map((tier) => wirePromises(tier.promises));
  it.each<[string, (p: (typeof promises)[number]) => unknown, unknown[]]>([
    ["S-001 availability", (p) => p.availability, ["99.99", "99.95", "99.9", "99.5"]],
    ["S-004 P50 in ms", (p) => p.api_latency_ms.p50, [50, 100, 200, 500]],
    ["S-005 P95 in ms", (p) => p.api_latency_ms.p95, [100, 200, 500, 1000]],
    ["S-006 P99 in ms", (p) => p.api_latency_ms.p99, [200, 500, 1000, 2000]],
    ["S-007 cold start in ms", (p) => p.cold_start_ms, [1000, 2000, 5000, 10_000]],
    ["S-008 warm start in ms", (p) => p.warm_start_ms, [50, 100, 200, 500]],
    ["S-009 requests a day", (p) => p.requests_per_day, [null, 50_000, 10_000, 1_000]],
    ["S-010 concurrent runs", (p) => p.concurrent_runs, [1_000, 500, 100, 10]],
    ["S-011 error rate", (p) => p.error_rate, ["0.01", "0.1", "0.5", "1"]],
    ["S-012 5xx rate", (p) => p.server_error_rate, ["0.005", "0.05", "0.1", "0.5"]],
    ["S-013 first response in minutes", (p) => p.support.first_response_minutes, [15, 60, 240, 2_880]],
    ["S-013 in business hours", (p) => p.support.in_business_hours, [false, false, true, false]],
    ["S-014 P1 in minutes", (p) => p.support.resolve_p1_minutes, [240, 480, 1_440, 10_080]],
    ["S-015 P2 in minutes", (p) => p.support.resolve_p2_minutes, [1_440, 2_880, 4_320, 10_080]],
    ["S-016 channel", (p) => p.support.channel, ["dedicated_engineer", "email_chat", "email", "community"]],
  ])("promise %s", (_, of, values) => {
    expect(promises.map(of)).toEqual(values);
  });

  it("S-002: leave so many minutes of 30 days", () => {
    const minutes = promises.map(({ availability }) => (43_200 * (100 - Number(availability))) / 100);
    expect(minutes.map((value) => value.toFixed(2))).toEqual(["4.32", "21.60", "43.20", "216.00"]);
  });
});

describe("SLO-001 (S-020 to S-022, S-043)", () => {
  const slo = sloOf("SLO-001");
  it("counts 30 days, and the months of the contract", () => {
    expect(slo.settings.operational.seconds).toBe(30 * 86_400);
    for (const { settings } of slos)
      expect(settings.contract).toEqual({ kind: "month", timeZone: "Asia/Seoul" });
  });

  it.each([
    ["enterprise_plus", "99.99"],
    ["enterprise", "99.95"],
    ["professional", "99.9"],
    ["developer", "99.5"],
  ])("promises %s %s percent of any service, with burn alerts of 30 days", (tier, target) => {
    const objective = objectiveOf("SLO-001", tier);
    expect(objective).toMatchObject({
      tierKey: tier,
      target,
      rule: { kind: "availability", combine: "any", components: COMPONENTS, evidence: ["api-requests"] },
    });
    expect(alertsOf(objective)).toEqual([...BURN_30_DAYS, "info missed"]);
  });

  it("excludes what the contract excludes, and answers with what it names", () => {
    expect(slo.settings.exclusions).toEqual(["planned_maintenance", "customer_network", "region_disaster"]);
    for (const other of slos.slice(1)) expect(other.settings.exclusions).toEqual([]);
    expect(actionsOf("SLO-001")).toEqual(["critical emergency_scaling", "critical disaster_recovery"]);
  });
});

describe("SLO-002 (S-023 to S-025, Q-08, Q-09)", () => {
  it("is the worst of three over 7 days: 99.9 percent, a budget of 10.08 minutes", () => {
    const { settings, objectives } = sloOf("SLO-002");
    expect(settings.operational.seconds).toBe(7 * 86_400);
    expect(objectives).toHaveLength(1);
    expect(objectives[0]).toMatchObject({
      target: "99.9",
      tierKey: null,
      rule: { kind: "composite", combine: "worst" },
    });
    expect((7 * 1_440 * 0.1) / 100).toBeCloseTo(10.08, 9);
  });

  it("alerts at 98 percent for an hour, 97 for half an hour, and by burn of 7 days", () => {
    expect(alertsOf(objectiveOf("SLO-002", "worst"))).toEqual([
      "critical 16.8: 3600/300",
      "critical 5.6: 21600/1800",
      "warning 2.8: 86400/7200",
      "warning below 98% for 1h",
      "critical below 97% for 30m",
      "info missed",
    ]);
    expect(actionsOf("SLO-002")).toEqual([]);
  });
});

describe("SLO-003 (S-026 to S-028, Q-11)", () => {
  it.each([
    ["agents-list", 100, [100, 200, 500, 1000]],
    ["agents-create", 500, [500, 500, 500, 1000]],
    ["agents-execute", 1000, [1000, 1000, 1000, 1000]],
    ["agents-status", 50, [100, 200, 500, 1000]],
  ] as const)("%s has P95 < %i ms, and the larger of it and the tier's", (endpoint, ms, ofTiers) => {
    const objective = objectiveOf("SLO-003", endpoint);
    expect([promise(objective), objective.tierKey]).toEqual([`P95 < ${ms} ms`, null]);
    expect(alertsOf(objective)).toEqual(["critical consecutive 3 bad 3 good", "info missed"]);
    for (const [i, tier] of TIER_KEYS.entries()) {
      const promised = objectiveOf("SLO-003", `${endpoint}-${dashed(tier)}`);
      expect([promise(promised), promised.tierKey]).toEqual([`P95 < ${ofTiers[i]} ms`, tier]);
      expect(alertsOf(promised)).toEqual(["warning consecutive 3 bad 3 good", "info missed"]);
    }
  });

  it("reports P50 and P99 of tiers without alerts", () => {
    for (const [i, tier] of TIER_KEYS.entries()) {
      const { api_latency_ms: ms } = wirePromises(tiers[i]!.promises);
      const [p50, p99] = ["p50", "p99"].map((p) => objectiveOf("SLO-003", `${p}-${dashed(tier)}`));
      expect([promise(p50!), promise(p99!)]).toEqual([`P50 < ${ms.p50} ms`, `P99 < ${ms.p99} ms`]);
      expect([...p50!.alerts, ...p99!.alerts]).toEqual([]);
    }
  });

  it("answers with scaling, caches and weights", () => {
    expect(actionsOf("SLO-003")).toEqual([
      "critical scale_out",
      "critical warm_caches",
      "critical rebalance_traffic",
    ]);
  });
});

describe("SLO-004 (S-029 to S-031, Q-12)", () => {
  it.each([
    ["cold", 95, [1000, 2000, 5000, 10_000]],
    ["cold", 99, [5000, 5000, 10_000, null]],
    ["warm", 95, [50, 100, 200, 500]],
    ["warm", 99, [200, 200, 500, null]],
  ] as const)("%s start has P%i by tier; the developer's P99 is only shown", (kind, percentile, ms) => {
    const found = TIER_KEYS.map((tier) => objectiveOf("SLO-004", `${kind}-p${percentile}-${dashed(tier)}`));
    expect(found.map((objective) => (objective ? promise(objective) : null))).toEqual(
      ms.map((value) => (value === null ? null : `P${percentile} < ${value} ms`)),
    );
    for (const objective of found)
      if (objective)
        expect(alertsOf(objective)).toEqual([
          "warning consecutive 3 bad 3 good",
          ...(percentile === 95 ? ["info nearing 80% over 1h"] : []),
          "info missed",
        ]);
  });

  it("has the triggers to optimise that the contract names: 1.6 s, 80 ms, 4 s and 160 ms", () => {
    const triggers = [
      "cold-p95-enterprise",
      "warm-p95-enterprise",
      "cold-p95-professional",
      "warm-p95-professional",
    ];
    const ms = triggers.map((key) => {
      const { rule } = objectiveOf("SLO-004", key);
      return rule.kind === "latency" ? (rule.thresholdUs * 80) / 100_000 : null;
    });
    expect(ms).toEqual([1600, 80, 4000, 160]);
    expect(actionsOf("SLO-004")).toEqual([]);
  });
});

describe("SLO-005 (S-032 to S-034, S-011, S-012, Q-05, Q-06, Q-13 to Q-15)", () => {
  it.each([
    ["4xx", "95", ["critical window above 10%", "warning window above 8%", "info window above 5%"]],
    ["5xx", "99.9", ["critical window above 0.5%", "warning window above 0.2%", "info window above 0.1%"]],
  ])("%s is missed at its target of %s percent already, and alerts above", (key, target, windows) => {
    const objective = objectiveOf("SLO-005", key);
    expect(objective).toMatchObject({ target, rule: { kind: "ratio", isStrict: true } });
    expect(alertsOf(objective)).toEqual([
      ...windows.map((window) => `${window} 1 bad 3 good`),
      "info missed",
    ]);
  });

  it("promises tiers their error rates, with burn alerts of 30 days", () => {
    for (const [i, tier] of TIER_KEYS.entries()) {
      const { error_rate, server_error_rate } = wirePromises(tiers[i]!.promises);
      for (const [key, rate] of [
        [`errors-${dashed(tier)}`, error_rate],
        [`5xx-${dashed(tier)}`, server_error_rate],
      ] as const) {
        const objective = objectiveOf("SLO-005", key);
        expect(Number(objective.target) + Number(rate)).toBeCloseTo(100, 9);
        expect(objective).toMatchObject({ tierKey: tier, rule: { kind: "ratio", isStrict: true } });
        expect(alertsOf(objective)).toEqual([...BURN_30_DAYS, "info missed"]);
      }
    }
  });

  it("answers with breakers, isolation and another way", () => {
    expect(actionsOf("SLO-005")).toEqual([
      "critical circuit_breakers",
      "critical isolate_services",
      "critical route_to_backup",
    ]);
  });
});

describe("SLO-006 (S-035, S-036)", () => {
  it.each([
    ["success", "99.5"],
    ["timeout", "99.9"],
    ["memory", "99.95"],
  ])("%s must be above %s percent, by the hour", (key, target) => {
    const objective = objectiveOf("SLO-006", key);
    expect(objective).toMatchObject({ target, rule: { kind: "ratio", isStrict: true } });
    expect(alertsOf(objective)).toEqual([...BURN_30_DAYS, `warning below ${target}% for 1h`, "info missed"]);
  });

  it("recovers by retries, another zone and older code", () => {
    expect(actionsOf("SLO-006")).toEqual([
      "critical retry_agents",
      "critical change_zone",
      "critical rollback_agents",
    ]);
  });
});

describe("SLO-007 (S-037, S-038, Q-16, Q-18, Q-28)", () => {
  it("tolerates no loss: the first bad event is critical, and at level 4 at once", () => {
    const objective = objectiveOf("SLO-007", "data-loss");
    expect(objective).toMatchObject({ target: "100", rule: { kind: "zero_tolerance" } });
    expect(alertsOf(objective)).toEqual(["critical first bad"]);
    expect(sloOf("SLO-007").settings.levelFloor).toBe(4);
    for (const slo of slos.slice(0, 6)) expect(slo.settings.levelFloor).toBeNull();
  });

  it.each([
    ["backups", "99.99", "ratio"],
    ["restores", "99.9", "composite"],
  ])("%s must be above %s percent: of few, none may fail", (key, target, kind) => {
    const objective = objectiveOf("SLO-007", key);
    expect(objective).toMatchObject({ target, rule: { kind, isStrict: true } });
    expect(alertsOf(objective)).toEqual(["warning missed"]);
  });
});
