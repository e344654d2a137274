import { describe, expect, it } from "vitest";
import type { Failure } from "#lib/domain/errors.ts";
import { type NewIncident, newIncident } from "#lib/domain/incidents/input.ts";
import { movedTimes, moveOf, settingsPatch } from "./changes.ts";
import { keepsStates, plannedComponents, planOf, settingsOf, standingOf, statesMeant } from "./plan.ts";
import { eventOfStep, hasNotBegun, type MaintenanceWindow, requireWindow, withoutClaims } from "./steps.ts";

const T = Date.UTC(2026, 10, 23, 3);
const HOUR = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();
const input = (fields: object = {}): NewIncident =>
  newIncident.parse({
    name: "Database",
    scheduled_for: iso(T + HOUR),
    scheduled_until: iso(T + 2 * HOUR),
    ...fields,
  });
const refused = (work: () => unknown): Failure => {
  try {
    work();
  } catch (error) {
    return error as Failure;
  }
  throw new Error("nothing was refused");
};

describe("standingOf", () => {
  it.each([
    ["to come", 1, 2, "scheduled"],
    ["begun in this millisecond", 0, 1, "in_progress"],
    ["running", -1, 1, "in_progress"],
    ["over in this millisecond", -2, 0, "completed"],
  ])("%s", (_title, from, until, expected) => {
    expect(standingOf({ scheduledFor: T + from, scheduledUntil: T + until }, T)).toBe(expected);
  });
});

describe("planOf", () => {
  it("takes the times for what they are", () => {
    expect(planOf(input(), T)).toEqual({
      scheduledFor: T + HOUR,
      scheduledUntil: T + 2 * HOUR,
      standing: "scheduled",
      isStated: false,
    });
  });

  it("begins now what is said to run", () => {
    const now = { status: "in_progress", scheduled_for: null };
    expect(planOf(input(now), T)).toMatchObject({ scheduledFor: T, standing: "in_progress", isStated: true });
    expect(planOf(input({ status: "in_progress" }), T).scheduledFor).toBe(T);
    const begun = { status: "in_progress", scheduled_for: iso(T - HOUR) };
    expect(planOf(input(begun), T).scheduledFor).toBe(T - HOUR);
  });

  it("takes a backfilled window for a completed one", () => {
    const over = { scheduled_for: iso(T - 2 * HOUR), scheduled_until: iso(T - HOUR) };
    expect(planOf(input({ ...over, backfilled: true }), T)).toMatchObject({
      standing: "completed",
      isStated: true,
    });
  });

  it.each<[string, object, string, string[]]>([
    [
      "no times",
      { scheduled_for: null, scheduled_until: null },
      "invalid",
      ["incident.scheduled_for", "incident.scheduled_until"],
    ],
    ["completed and to come", { status: "completed" }, "invalid", ["incident.status"]],
    ["running and over", { status: "in_progress", scheduled_until: iso(T) }, "invalid", ["incident.status"]],
    ["a status of incidents", { status: "identified" }, "conflict", []],
  ])("refuses %s", (_title, fields, kind, paths) => {
    const failure = refused(() => planOf(input(fields), T));
    expect([failure.kind, failure.faults.map(({ path }) => path)]).toEqual([kind, paths]);
  });
});

describe("plannedComponents and settingsOf", () => {
  const [a, b] = ["aaaaaaaaaaaa", "bbbbbbbbbbbb"];

  it("plan maintenance for whatever is named, or the state that is said", () => {
    const fields = { component_ids: [a], components: { [b]: "partial_outage" } };
    expect(Object.fromEntries(plannedComponents(input(fields)))).toEqual({
      [a]: "under_maintenance",
      [b]: "partial_outage",
    });
    // Statuspage's clients send the states of now.
    expect(plannedComponents(input({ components: { [a]: "operational" } })).get(a)).toBe("under_maintenance");
  });

  it("leave everything as it is where the author says so", () => {
    const fields = { component_ids: [a], auto_transition_to_maintenance_state: false };
    expect(plannedComponents(input(fields)).get(a)).toBe("operational");
  });

  it("start, end, notify and remind by default; a patch changes what it names", () => {
    const usual = { startsItself: true, endsItself: true, notifiesAtStart: true, notifiesAtEnd: true };
    expect(settingsOf(input())).toEqual({ ...usual, remindMinutes: [60] });
    expect(settingsPatch({})).toEqual({});
    expect(settingsPatch({ scheduled_auto_completed: false, scheduled_remind_prior: false })).toEqual({
      endsItself: false,
      remindMinutes: [],
    });
  });
});

const windowOf = (status: string, fields: object = {}, more: object = {}): MaintenanceWindow =>
  ({
    kind: "maintenance",
    status,
    publishedAt: T,
    unpublishedAt: null,
    mergedIntoId: null,
    components: [{ componentId: "c", state: "under_maintenance" }],
    maintenance: { scheduledFor: T + HOUR, scheduledUntil: T + 2 * HOUR, cancelledAt: null, ...fields },
    ...more,
  }) as unknown as MaintenanceWindow;

describe("eventOfStep", () => {
  it.each([
    ["scheduled", "in_progress", "maintenance.started"],
    ["in_progress", "verifying", "maintenance.verifying"],
    ["verifying", "in_progress", "maintenance.updated"],
    ["verifying", "completed", "maintenance.completed"],
    ["completed", "completed", "maintenance.updated"],
  ] as const)("from %s to %s is %s", (from, to, expected) => {
    expect(eventOfStep(windowOf(from), to)).toBe(expected);
  });

  it.each([
    ["scheduled", "completed", "in_progress, cancelled"],
    ["scheduled", "resolved", "in_progress, cancelled"],
    ["in_progress", "scheduled", "verifying, completed"],
    ["completed", "in_progress", "nothing"],
  ] as const)("refuses %s to %s, and names %s", (from, to, allowed) => {
    const { kind, message } = refused(() => eventOfStep(windowOf(from), to));
    expect([kind, message]).toEqual(["conflict", `${from} cannot become ${to}; allowed now: ${allowed}`]);
  });

  it("knows a cancelled window from a completed one", () => {
    const cancelled = windowOf("completed", { cancelledAt: T });
    expect(refused(() => eventOfStep(cancelled, "in_progress")).message).toMatch(/^a cancelled window/);
  });

  it("is for windows only", () => {
    const incident = { ...windowOf("investigating"), kind: "incident" as const };
    expect(() => requireWindow(incident)).toThrow("only a maintenance window");
    expect(withoutClaims(windowOf("scheduled")).components[0]?.state).toBe("operational");
  });
});

describe("what a window that has not begun will claim", () => {
  const planned = (states: Record<string, string>) => ({
    components: Object.entries(states).map(([componentId, state]) => ({ componentId, state }) as never),
  });
  const meant = (states: Record<string, string>, said: Parameters<typeof statesMeant>[1]) =>
    Object.fromEntries(statesMeant(planned(states), said));

  it("is what a map says; operational is the state of now", () => {
    const components = { a: "operational", b: "partial_outage" } as const;
    const has = { a: "degraded_performance", c: "under_maintenance" };
    expect(meant(has, { components })).toEqual({ a: "under_maintenance", b: "partial_outage" });
    expect(meant({ a: "operational" }, { components })).toEqual({ a: "operational", b: "partial_outage" });
  });

  it("is nothing, or something again, as its author says of all", () => {
    const kept = { auto_transition_to_maintenance_state: false };
    expect(meant({ a: "under_maintenance", b: "partial_outage" }, kept)).toEqual({
      a: "operational",
      b: "operational",
    });
    const claimed = { auto_transition_to_maintenance_state: true };
    expect(meant({ a: "operational", b: "partial_outage" }, claimed)).toEqual({ a: "under_maintenance" });
  });

  it("stays as it is when nothing is said of it", () => {
    expect(meant({ a: "operational", b: "under_maintenance" }, {})).toEqual({});
    expect(keepsStates(planned({ a: "operational" }))).toBe(true);
    expect(keepsStates(planned({ a: "operational", b: "under_maintenance" }))).toBe(false);
    expect(keepsStates(planned({}))).toBe(false);
    expect([hasNotBegun(windowOf("scheduled")), hasNotBegun(windowOf("in_progress"))]).toEqual([true, false]);
  });
});

describe("moveOf", () => {
  const times = (from: number, until: number) => ({ scheduledFor: T + from, scheduledUntil: T + until });

  it("reschedules what is to come, extends what runs, and moves a draft silently", () => {
    expect(moveOf(windowOf("scheduled"), times(HOUR, 3 * HOUR), T)).toBe("rescheduled");
    expect(moveOf(windowOf("in_progress"), times(HOUR, 3 * HOUR), T)).toBe("extended");
    expect(moveOf(windowOf("verifying"), times(HOUR, 3 * HOUR), T)).toBe("extended");
    expect(moveOf(windowOf("scheduled", {}, { publishedAt: null }), times(-2, -1), T)).toBe("draft");
  });

  it.each<[string, string, number, number, string]>([
    ["an end in the past", "scheduled", -2 * HOUR, 0, "invalid"],
    ["an end in the past of what runs", "in_progress", HOUR, 0, "invalid"],
    ["another start of what runs", "in_progress", 2 * HOUR, 3 * HOUR, "conflict"],
    ["what is over", "completed", HOUR, 3 * HOUR, "conflict"],
  ])("refuses %s", (_title, status, from, until, kind) => {
    expect(refused(() => moveOf(windowOf(status), times(from, until), T)).kind).toBe(kind);
  });

  it("is asked only when the times are others", () => {
    const window = windowOf("scheduled");
    expect(movedTimes(window, {})).toBeNull();
    expect(movedTimes(window, { scheduled_for: T + HOUR, scheduled_until: null })).toBeNull();
    expect(movedTimes(window, { scheduled_until: T + 3 * HOUR })).toEqual(times(HOUR, 3 * HOUR));
  });
});
