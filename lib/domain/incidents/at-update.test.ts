import { describe, expect, it } from "vitest";
import { openIncident, pastIncidents, watchedIncident } from "#lib/testing/fixtures/incidents.ts";
import {
  finishedMaintenance,
  plannedMaintenance,
  runningMaintenance,
} from "#lib/testing/fixtures/maintenances.ts";
import { atUpdate, isOver } from "./at-update.ts";

describe("an event as it stood at one of its updates", () => {
  it("is the event itself for the newest one, and when no update is meant", () => {
    const incident = openIncident();
    expect(atUpdate(incident, incident.updates[0]!.id)).toBe(incident);
    expect(atUpdate(incident, null)).toBe(incident);
  });

  it("knows nothing of what was said later", () => {
    const incident = openIncident();
    const first = atUpdate(incident, incident.updates[1]!.id)!;
    expect(first.updates.map(({ id }) => id)).toEqual([incident.updates[1]!.id]);
    expect(first.status).toBe("investigating");
    expect(first.updatedAt).toBe(incident.updates[1]!.updatedAt);
    expect(first.nextUpdateAt).toBeNull();
    expect(first.impact).toBe(incident.impact);
  });

  it("is not over before it was", () => {
    const [resolved] = pastIncidents();
    expect(isOver(resolved!)).toBe(true);
    const before = atUpdate(resolved!, resolved!.updates[1]!.id)!;
    expect(before).toMatchObject({ status: "investigating", resolvedAt: null });
    expect(isOver(before)).toBe(false);
  });

  it("keeps its end when only the postmortem came later, and that one not yet", () => {
    const [, told] = pastIncidents();
    const postmortem = { body: "Why", translations: {}, publishedAt: "2026-10-16T02:00:00.000Z" };
    const at = (index: number) => atUpdate({ ...told!, postmortem }, told!.updates[index]!.id)!;
    expect(at(0).postmortem).toEqual(postmortem);
    expect(at(1)).toMatchObject({ status: "resolved", resolvedAt: told!.resolvedAt, postmortem: null });
  });

  it("is watched only from when that was said", () => {
    const incident = watchedIncident();
    expect(atUpdate(incident, incident.updates[0]!.id)!.monitoringAt).not.toBeNull();
    expect(atUpdate(incident, incident.updates[1]!.id)!.monitoringAt).toBeNull();
  });

  it("is nothing for an update that is not public, or of another event", () => {
    expect(atUpdate(openIncident(), "nosuchupdate")).toBeNull();
    expect(atUpdate(openIncident(), watchedIncident().updates[0]!.id)).toBeNull();
  });

  it("is the plan for a window that has begun or ended since", () => {
    for (const window of [runningMaintenance(), finishedMaintenance()]) {
      const plan = atUpdate(window, window.updates.at(-1)!.id)!;
      expect(plan).toMatchObject({ status: "scheduled", resolvedAt: null, cancelledAt: null });
      expect(plan.scheduledFor).toBe(window.scheduledFor);
    }
  });
});

describe("being over", () => {
  it("is told by the status, or by having been cancelled", () => {
    expect(isOver(openIncident())).toBe(false);
    expect(isOver(plannedMaintenance())).toBe(false);
    expect(isOver(runningMaintenance())).toBe(false);
    expect(isOver(finishedMaintenance())).toBe(true);
    expect(isOver({ ...plannedMaintenance(), cancelledAt: "2026-11-24T00:00:00.000Z" })).toBe(true);
  });
});
