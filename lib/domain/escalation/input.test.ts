import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { Failure } from "../errors.ts";
import { type ActionConfig, actionsAt, runKey } from "./action.ts";
import { checkAction, newResponseAction } from "./action-input.ts";
import { contactPointPatch, newContactPoint, parseContact } from "./contact.ts";
import { newEscalationPolicy, toLevels } from "./policy-input.ts";
import { newOnCallSchedule, newOverride, toLayers } from "./schedule-input.ts";
import { DEFAULT_LEVELS, SEED_ACTIONS } from "./seed.ts";

const faultsOf = (schema: z.ZodType, input: unknown): string[] =>
  (schema.safeParse(input).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("a policy", () => {
  const level = (number: number, after_seconds: number, more: object = {}) => ({
    level: number,
    after_seconds,
    ...more,
  });

  it("of the contract is itself a valid input", () => {
    const levels = DEFAULT_LEVELS.map(({ level: number, afterSeconds, checklist }) =>
      level(number, afterSeconds, { checklist }),
    );
    const read = newEscalationPolicy.parse({ name: "x", levels });
    expect(toLevels(read.levels)).toEqual(DEFAULT_LEVELS);
    expect(DEFAULT_LEVELS.map(({ afterSeconds }) => afterSeconds)).toEqual([0, 300, 900, 1_800]);
    expect(DEFAULT_LEVELS.every(({ checklist }) => checklist.length === 4)).toBe(true);
  });

  it("begins at once and goes on in order", () => {
    const refused = (levels: object[]) => faultsOf(newEscalationPolicy, { name: "x", levels });
    expect(refused([])).toEqual(["levels: at least level 1"]);
    expect(refused([level(2, 0)])).toEqual(["levels.0: the first is level 1, after 0 seconds"]);
    expect(refused([level(1, 5)])).toEqual(["levels.0: the first is level 1, after 0 seconds"]);
    expect(refused([level(1, 0), level(3, 60), level(2, 90)])).toEqual([
      "levels.2.level: levels come in order, each once",
    ]);
    expect(refused([level(1, 0), level(2, 60), level(3, 30)])).toEqual([
      "levels.2.after_seconds: must not come before the level below it",
    ]);
    expect(refused([level(1, 0), level(5, 60)])[0]).toMatch(/^levels\.1\.level/);
    const step = { key: "a", ko: "ㄱ", en: "a" };
    expect(refused([level(1, 0, { checklist: [step, step] })])).toEqual([
      "levels.0.checklist: two steps have the same key",
    ]);
  });

  it("pages contacts, people and schedules", () => {
    const pages = [
      { kind: "contact", contact_id: "c0ntact00001" },
      { kind: "person", user_id: "u1" },
      { kind: "schedule", schedule_id: "sch3du1e0001" },
    ];
    const read = newEscalationPolicy.parse({ name: "x", levels: [level(1, 0, { pages })] });
    expect(toLevels(read.levels)[0]!.pages).toEqual([
      { kind: "contact", contactId: "c0ntact00001" },
      { kind: "person", userId: "u1" },
      { kind: "schedule", scheduleId: "sch3du1e0001" },
    ]);
    expect(
      faultsOf(newEscalationPolicy, { name: "x", levels: [level(1, 0, { pages: [{ kind: "nobody" }] })] }),
    ).toHaveLength(1);
  });
});

describe("a schedule", () => {
  const layer = {
    name: "weekly",
    user_ids: ["u1"],
    starts_at: "2026-12-01T09:00",
    turn_seconds: 604_800,
  };

  it("reads its layers", () => {
    const hours = { days: [1], from_minute: 0, until_minute: 1_440 };
    const { layers } = newOnCallSchedule.parse({
      name: "x",
      time_zone: "Asia/Seoul",
      layers: [layer, { ...layer, hours }],
    });
    expect(toLayers(layers)).toEqual([
      { name: "weekly", userIds: ["u1"], startsAt: layer.starts_at, turnSeconds: 604_800, hours: null },
      {
        name: "weekly",
        userIds: ["u1"],
        startsAt: layer.starts_at,
        turnSeconds: 604_800,
        hours: { days: [1], fromMinute: 0, untilMinute: 1_440 },
      },
    ]);
  });

  it.each([
    ["time_zone", { time_zone: "Seoul" }],
    ["layers.0.starts_at", { layers: [{ ...layer, starts_at: "2026-02-30T09:00" }] }],
    ["layers.0.starts_at", { layers: [{ ...layer, starts_at: "2026-12-01" }] }],
    ["layers.0.turn_seconds", { layers: [{ ...layer, turn_seconds: 3_599 }] }],
    ["layers.0.user_ids", { layers: [{ ...layer, user_ids: [] }] }],
    ["layers.0.hours.days", { layers: [{ ...layer, hours: { days: [], from_minute: 0, until_minute: 1 } }] }],
  ])("refuses a fault in %s", (path, fields) => {
    const faults = faultsOf(newOnCallSchedule, { name: "x", time_zone: "Asia/Seoul", ...fields });
    expect(faults.map((fault) => fault.split(":")[0])).toEqual([path]);
  });

  it("has overrides that end after they begin", () => {
    const from = "2026-12-01T09:00:00+09:00";
    expect(faultsOf(newOverride, { user_id: "u", started_at: from, ended_at: from })).toEqual([
      "ended_at: must be after the start",
    ]);
  });
});

describe("a contact point", () => {
  const rules = { slackHosts: ["hooks.slack.com"], teamsHosts: [], countries: ["KR"] };
  const KEY = "R0123456789abcdef0123456789ABCDE";

  it("has a destination of its channel, and shows no secret", () => {
    expect(parseContact("email", " On.Call@Example.com ", rules)).toEqual({
      destination: "on.call@example.com",
      shown: "on.call@example.com",
    });
    expect(parseContact("sms", "010-1234-5678", rules)).toMatchObject({ shown: "+821012345678" });
    const slack = "https://hooks.slack.com/services/T0/B0/secretword";
    expect(parseContact("slack", slack, rules)).toEqual({
      destination: slack,
      shown: "hooks.slack.com/…word",
    });
    expect(parseContact("pagerduty", ` ${KEY} `, rules)).toEqual({ destination: KEY, shown: "…BCDE" });
  });

  it.each([
    ["email", "nobody"],
    ["sms", "02-123-4567"],
    ["slack", "https://example.com/x"],
    ["pagerduty", "too-short"],
  ] as const)("refuses what is no destination of %s", (channel, text) => {
    expect(parseContact(channel, text, rules)).toHaveProperty("fault");
  });

  it("is nobody's alone and speaks Korean, unless said otherwise; its channel stays", () => {
    const read = newContactPoint.parse({ name: "x", channel: "email", destination: "a@b.example" });
    expect(read).toMatchObject({ user_id: null, language: "ko" });
    expect(contactPointPatch.parse({ channel: "sms" })).toEqual({});
  });
});

describe("a response action", () => {
  const config: ActionConfig = { url: null, arn: null, endpoint: null, parameters: {}, timeoutSeconds: 10 };
  const faults = (...args: Parameters<typeof checkAction>) => {
    try {
      checkAction(...args);
      return [];
    } catch (error) {
      return error instanceof Failure ? error.faults.map(({ path }) => path) : [String(error)];
    }
  };
  const TOPIC = "arn:aws:sns:ap-northeast-2:123456789012:scale";
  const FUNCTION = "arn:aws:lambda:ap-northeast-2:123456789012:function:scale:live";

  it("is live only with a destination of its kind", () => {
    expect(faults("webhook", config, "live")).toEqual(["response_action.mode"]);
    expect(faults("webhook", config, "dry_run")).toEqual([]);
    expect(faults("webhook", { ...config, url: "https://a.example" }, "live")).toEqual([]);
    expect(faults("webhook", { ...config, arn: TOPIC }, "off")).toEqual(["response_action.arn"]);
    expect(faults("sns", { ...config, arn: TOPIC }, "live")).toEqual([]);
    expect(faults("sns", { ...config, arn: FUNCTION, url: "https://a.example" }, "live")).toEqual([
      "response_action.url",
      "response_action.arn",
    ]);
    expect(faults("lambda", { ...config, arn: FUNCTION }, "live")).toEqual([]);
    expect(faults("lambda", { ...config, arn: TOPIC }, "live")).toEqual(["response_action.arn"]);
  });

  it("is tried unless somebody makes it live", () => {
    expect(newResponseAction.parse({ key: "warm_caches", name: "x", kind: "webhook" })).toMatchObject({
      mode: "dry_run",
      timeout_seconds: 10,
      parameters: {},
    });
    expect(faultsOf(newResponseAction, { key: "Warm", name: "x", kind: "webhook" })).toHaveLength(1);
    const parameters = { long: "x".repeat(9_000) };
    expect(faultsOf(newResponseAction, { key: "a", name: "x", kind: "sns", parameters })).toHaveLength(1);
  });

  it("answers the SLO, the severity and the level of its triggers, and what SLOs name it for", () => {
    const action = (key: string, fields: object = {}) => ({
      key,
      mode: "dry_run" as const,
      triggers: [{ slo: "SLO-001", severity: "critical" as const, level: 2 as const }],
      ...fields,
    });
    const actions = [action("a"), action("b", { triggers: [] }), action("c", { mode: "off" })];
    const responses = [{ severity: "critical" as const, action: "b" }];
    const keys = (sloKey: string, severity: "warning" | "critical", level: 1 | 2) =>
      actionsAt(actions, { sloKey, severity }, responses, level).map(({ key }) => key);
    expect(keys("SLO-001", "critical", 2)).toEqual(["a"]);
    expect(keys("SLO-001", "critical", 1)).toEqual(["b"]);
    expect(keys("SLO-001", "warning", 2)).toEqual([]);
    expect(keys("SLO-002", "critical", 2)).toEqual([]);
  });

  it("has one name for each violation and level", () => {
    expect(runKey("v", 2, "a")).toBe("v:2:a");
  });

  it("is there for everything that the contract names", () => {
    expect(new Set(SEED_ACTIONS.map(({ key }) => key)).size).toBe(SEED_ACTIONS.length);
    const slos = SEED_ACTIONS.flatMap(({ triggers }) => triggers.map(({ slo }) => slo));
    expect([...new Set(slos)]).toEqual(["SLO-001", "SLO-003", "SLO-005", "SLO-006"]);
    for (const one of SEED_ACTIONS)
      expect(faultsOf(newResponseAction, { ...one, kind: "webhook" })).toEqual([]);
  });
});
