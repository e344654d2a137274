import { describe, expect, it } from "vitest";
import { plannedIncident, plannedWindow } from "#lib/testing/fixtures/planned.ts";
import type { PublicEvent } from "../history/months.ts";
import { type FanOutPlan, groupsOf, planOf, TOLD_KINDS } from "./plan.ts";

const COMPONENTS = [
  { id: "api", groupId: "core" },
  { id: "agents", groupId: "core" },
  { id: "console", groupId: "front" },
  { id: "page", groupId: null },
];
const OPENED = { id: "u1", states: { api: "degraded_performance" } } as const;
const opened = plannedIncident({ impact: "minor", componentIds: ["api"], said: [OPENED] });

const plan = (
  kind: string,
  event: PublicEvent | null,
  {
    updateId = "u1" as string | null,
    previous = null as FanOutPlan | null,
    deliverNotifications = true,
  } = {},
) => planOf({ kind, updateId, deliverNotifications }, event, COMPONENTS, previous);
const first = plan("incident.opened", opened)!;

describe("whom an event reaches", () => {
  it("plans the first word of an incident", () => {
    expect(first).toEqual({
      kind: "incidents",
      componentIds: ["api"],
      groupIds: ["core"],
      addedComponentIds: [],
      addedGroupIds: [],
      impact: 1,
      impactBefore: null,
      floorApplies: true,
      tellsSms: true,
      isFinal: false,
    });
  });

  it.each([
    ["nothing may be delivered", "incident.opened", opened, { deliverNotifications: false }],
    ["the incident is not public any more", "incident.opened", null, {}],
    ["its update is not public any more", "incident.updated", opened, { updateId: "u9" }],
    ["it was only edited", "incident.edited", opened, {}],
    ["it was taken back", "incident.unpublished", opened, { updateId: null }],
    ["a component changed by itself", "component.status_changed", opened, { updateId: null }],
  ])("reaches nobody when %s", (_, kind, event, given) => {
    expect(plan(kind, event, given)).toBeNull();
  });

  it.each([
    ["incident.opened", "incidents", true, false],
    ["incident.published", "incidents", true, false],
    ["incident.updated", "incidents", false, false],
    ["incident.merged", "incidents", false, false],
    ["incident.resolved", "incidents", true, true],
    ["incident.reopened", "incidents", true, false],
    ["maintenance.scheduled", "maintenance", false, false],
    ["maintenance.updated", "maintenance", false, false],
    ["maintenance.rescheduled", "maintenance", false, false],
    ["maintenance.reminded", "maintenance", false, false],
    ["maintenance.started", "maintenance", true, false],
    ["maintenance.extended", "maintenance", false, false],
    ["maintenance.verifying", "maintenance", false, false],
    ["maintenance.completed", "maintenance", false, true],
    ["maintenance.cancelled", "maintenance", false, true],
    ["postmortem.published", "postmortems", false, true],
  ])("%s is of kind %s; SMS %s; final %s", (kind, of, tellsSms, isFinal) => {
    const event = kind.startsWith("maintenance") ? plannedWindow({ said: [{ id: "u1" }] }) : opened;
    const told = plan(kind, event, { previous: first })!;
    expect([told.kind, told.tellsSms, told.isFinal]).toEqual([of, tellsSms, isFinal]);
    expect(TOLD_KINDS).toContain(kind);
  });

  it("has SMS tell the first that is told of an incident, whatever it is called", () => {
    expect(plan("incident.updated", opened)).toMatchObject({ tellsSms: true, impactBefore: null });
    const window = plannedWindow({ said: [{ id: "u1" }] });
    expect(plan("maintenance.updated", window)).toMatchObject({ tellsSms: false });
  });

  it("takes a word about what is over for a last word", () => {
    const over = plannedIncident({
      impact: "minor",
      status: "resolved",
      said: [
        { id: "u1", states: { api: "degraded_performance" } },
        { id: "u2", status: "resolved" },
        { id: "u3", status: "resolved" },
      ],
    });
    expect(plan("incident.updated", over, { updateId: "u3", previous: first })?.isFinal).toBe(true);
    expect(plan("incident.opened", over, { updateId: "u1" })?.isFinal).toBe(false);
  });

  it("names what an update adds, and never its groups twice", () => {
    const wider = plannedIncident({
      impact: "critical",
      componentIds: ["api", "agents", "console"],
      said: [OPENED, { id: "u2", states: { agents: "degraded_performance", console: "major_outage" } }],
    });
    expect(plan("incident.updated", wider, { updateId: "u2", previous: first })).toMatchObject({
      componentIds: ["api", "agents", "console"],
      groupIds: ["core", "front"],
      addedComponentIds: ["agents", "console"],
      addedGroupIds: ["front"],
      impact: 3,
      impactBefore: 1,
    });
  });

  it("tells an update as it was, although a later one said more", () => {
    const wider = plannedIncident({
      impact: "critical",
      componentIds: ["api", "console"],
      said: [OPENED, { id: "u2", states: { console: "major_outage" } }],
    });
    expect(plan("incident.opened", wider)).toMatchObject({ componentIds: ["api"], impact: 1 });
  });

  it("counts components that are listed without a state", () => {
    const listed = plannedIncident({ impact: "minor", componentIds: ["api", "page"], said: [OPENED] });
    expect(plan("incident.opened", listed)).toMatchObject({
      componentIds: ["api", "page"],
      groupIds: ["core"],
    });
  });

  it("keeps telling who heard of it, when a component is taken off and the impact is lowered", () => {
    const before = {
      ...first,
      componentIds: ["api", "console"],
      groupIds: ["core", "front"],
      impact: 3 as const,
    };
    const smaller = plannedIncident({
      impact: "minor",
      componentIds: ["api"],
      said: [OPENED, { id: "u2", status: "resolved" }],
    });
    expect(plan("incident.resolved", smaller, { updateId: "u2", previous: before })).toMatchObject({
      componentIds: ["api", "console"],
      groupIds: ["core", "front"],
      addedComponentIds: [],
      impact: 3,
      impactBefore: 3,
    });
  });

  it("goes by the impact that a person said, where there is one", () => {
    const said = plannedIncident({ impact: "major", componentIds: ["api"], said: [OPENED] });
    expect(plan("incident.opened", said)?.impact).toBe(2);
  });

  it.each([
    ["an announcement", plannedIncident({ kind: "announcement", impact: "none", said: [{ id: "u1" }] })],
    ["a window", plannedWindow({ componentIds: ["api"], said: [{ id: "u1" }] })],
  ])("lets %s pass every floor", (_, event) => {
    expect(plan("maintenance.scheduled", event)).toMatchObject({ floorApplies: false, impact: 0 });
  });

  it("reminds of a window without an update of its own", () => {
    const window = plannedWindow({ componentIds: ["api"], said: [{ id: "u1" }] });
    expect(plan("maintenance.reminded", window, { updateId: null })).toMatchObject({
      componentIds: ["api"],
      isFinal: false,
    });
  });
});

describe("groupsOf", () => {
  it("names each group once, and none of a component that has none", () => {
    expect(groupsOf(["api", "agents", "page", "gone"], COMPONENTS)).toEqual(["core"]);
  });
});
