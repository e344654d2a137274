import { describe, expect, it } from "vitest";
import { actionsAt, destinationOf, runKey } from "./action.ts";
import { parseContact } from "./contact.ts";
import { DEFAULT_LEVELS, SEED_ACTIONS } from "./seed.ts";

const action = (key: string, fields: object = {}) => ({
  key,
  triggers: [],
  mode: "dry_run" as const,
  ...fields,
});
const on = (slo: string, severity: "warning" | "critical", level: 1 | 2 | 3 | 4) => ({
  slo,
  severity,
  level,
});
const violation = { sloKey: "SLO-001", severity: "critical" as const };
const keys = (...given: Parameters<typeof actionsAt<ReturnType<typeof action>>>) =>
  actionsAt(...given).map(({ key }) => key);

describe("which actions answer a violation that reaches a level", () => {
  it("are those with a trigger of its SLO, severity and level", () => {
    const all = [
      action("a", { triggers: [on("SLO-001", "critical", 1)] }),
      action("b", { triggers: [on("SLO-001", "warning", 1)] }),
      action("c", { triggers: [on("SLO-002", "critical", 1)] }),
      action("d", { triggers: [on("SLO-001", "critical", 3), on("SLO-005", "critical", 1)] }),
    ];
    expect(keys(all, violation, [], 1)).toEqual(["a"]);
    expect(keys(all, violation, [], 3)).toEqual(["d"]);
    expect(keys(all, { ...violation, severity: "warning" }, [], 1)).toEqual(["b"]);
    expect(keys(all, { ...violation, severity: "info" }, [], 1)).toEqual([]);
  });

  it("and, at level 1 alone, those that the SLO names for the severity", () => {
    const responses = [{ severity: "critical" as const, action: "a" }];
    expect(keys([action("a"), action("b")], violation, responses, 1)).toEqual(["a"]);
    expect(keys([action("a")], violation, responses, 2)).toEqual([]);
    expect(keys([action("a")], { ...violation, severity: "warning" }, responses, 1)).toEqual([]);
  });

  it("never those that are off", () => {
    const off = action("a", { triggers: [on("SLO-001", "critical", 1)], mode: "off" });
    expect(actionsAt([off as never], violation, [{ severity: "critical", action: "a" }], 1)).toEqual([]);
  });
});

describe("a run", () => {
  it("is named by its violation, level and action: nothing is done twice", () => {
    expect(runKey("v1", 2, "a1")).toBe("v1:2:a1");
  });

  it("goes where its action says: a URL of webhooks, an ARN of the others", () => {
    const config = {
      url: "https://example.com/",
      arn: "arn:x",
      endpoint: null,
      parameters: {},
      timeoutSeconds: 5,
    };
    expect(destinationOf({ kind: "webhook", config })).toBe("https://example.com/");
    expect(destinationOf({ kind: "sns", config })).toBe("arn:x");
    expect(destinationOf({ kind: "lambda", config: { ...config, arn: null } })).toBeNull();
  });
});

describe("the contract's levels and actions", () => {
  it("are four levels, at once and after 5, 15 and 30 minutes, each with its steps", () => {
    expect(DEFAULT_LEVELS.map(({ level, afterSeconds }) => [level, afterSeconds])).toEqual([
      [1, 0],
      [2, 300],
      [3, 900],
      [4, 1_800],
    ]);
    const items = DEFAULT_LEVELS.flatMap(({ checklist }) => checklist);
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
    expect(items).toHaveLength(16);
    for (const { ko, en } of items) expect([ko.length > 0, en.length > 0]).toEqual([true, true]);
  });

  it("answer critical violations of availability, latency, errors and agents at level 1", () => {
    const slos = new Map(
      SEED_ACTIONS.map(({ key, triggers }) => [key, triggers.map(({ slo, level }) => `${slo}:${level}`)]),
    );
    expect(slos.get("disaster_recovery")).toEqual(["SLO-001:1"]);
    expect(slos.get("warm_caches")).toEqual(["SLO-003:1"]);
    expect(slos.get("circuit_breakers")).toEqual(["SLO-005:1"]);
    expect(slos.get("rollback_agents")).toEqual(["SLO-006:1"]);
    expect(slos.size).toBe(SEED_ACTIONS.length);
  });
});

describe("where PagerDuty is reached", () => {
  const rules = {} as Parameters<typeof parseContact>[2];
  it("is a routing key of which the end alone is shown", () => {
    const key = "0123456789abcdef0123456789abcdef";
    expect(parseContact("pagerduty", ` ${key} `, rules)).toEqual({ destination: key, shown: "…cdef" });
    expect(parseContact("pagerduty", "short", rules)).toMatchObject({
      fault: expect.stringMatching(/32 letters and digits/),
    });
  });
});
