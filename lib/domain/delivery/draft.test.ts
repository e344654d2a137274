import { describe, expect, it } from "vitest";
import { plannedIncident, plannedWindow } from "#lib/testing/fixtures/planned.ts";
import { type AudienceDraft, draftEvent } from "./draft.ts";

const COMPONENTS = [{ id: "api" }, { id: "agents" }];
const draft = (given: Partial<AudienceDraft>): AudienceDraft => ({
  kind: "incident",
  status: "investigating",
  components: {},
  ...given,
});
const known = plannedIncident({
  impact: "minor",
  componentIds: ["api"],
  said: [{ id: "u1", states: { api: "degraded_performance" } }],
});
const over = plannedIncident({ impact: "minor", status: "resolved", said: [{ id: "u1" }] });
const planned = plannedWindow({ status: "scheduled", said: [{ id: "u1" }] });
const running = plannedWindow({ status: "in_progress", said: [{ id: "u1" }] });

describe("the event that publishing would be", () => {
  it.each([
    ["incident.opened", draft({}), null],
    ["incident.opened", draft({ status: "resolved" }), null],
    ["incident.updated", draft({}), known],
    ["incident.resolved", draft({ status: "resolved" }), known],
    ["incident.reopened", draft({}), over],
    ["incident.updated", draft({ status: "resolved" }), over],
    ["incident.opened", draft({ kind: "announcement", status: "monitoring" }), null],
    ["maintenance.scheduled", draft({ kind: "maintenance", status: "scheduled" }), null],
    ["maintenance.updated", draft({ kind: "maintenance", status: "scheduled" }), planned],
    ["maintenance.started", draft({ kind: "maintenance", status: "in_progress" }), null],
    ["maintenance.started", draft({ kind: "maintenance", status: "in_progress" }), planned],
    ["maintenance.updated", draft({ kind: "maintenance", status: "in_progress" }), running],
    ["maintenance.verifying", draft({ kind: "maintenance", status: "verifying" }), running],
    ["maintenance.completed", draft({ kind: "maintenance", status: "completed" }), running],
    ["postmortem.published", draft({ kind: "postmortem", status: "postmortem" }), over],
  ])("is %s", (kind, given, before) => {
    expect(draftEvent(given, before, COMPONENTS)?.kind).toBe(kind);
  });

  it("stands on top of what is known, and is as bad as the worst of both", () => {
    const made = draftEvent(draft({ components: { agents: "major_outage" } }), known, COMPONENTS)!;
    expect(made.event).toMatchObject({ componentIds: ["api", "agents"], impact: "critical" });
    expect(made.event.updates.map(({ id }) => id)).toEqual([made.updateId, "u1"]);
    expect(draftEvent(draft({}), known, COMPONENTS)?.event.impact).toBe("minor");
    expect(draftEvent(draft({ impactOverride: "none" }), known, COMPONENTS)?.event.impact).toBe("none");
  });

  it("says nothing of private components, and is nothing when it says nothing else", () => {
    const both = draft({ components: { api: "partial_outage", secret: "major_outage" } });
    expect(draftEvent(both, null, COMPONENTS)?.event).toMatchObject({
      componentIds: ["api"],
      impact: "major",
    });
    expect(draftEvent(draft({ components: { secret: "major_outage" } }), null, COMPONENTS)).toBeNull();
    expect(draftEvent(draft({ components: { secret: "major_outage" } }), known, COMPONENTS)).not.toBeNull();
  });

  it("has no floor for windows and announcements", () => {
    expect(
      draftEvent(draft({ kind: "maintenance", status: "scheduled" }), null, [])?.event.scheduledFor,
    ).toBe("");
    expect(draftEvent(draft({ kind: "announcement" }), null, [])?.event.kind).toBe("announcement");
  });
});
