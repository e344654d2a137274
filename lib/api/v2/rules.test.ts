import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { ALL_STATES, STATES, type State } from "#lib/domain/status/state.ts";
import { placeAt } from "#lib/testing/fixtures/place.ts";
import {
  badDaySnapshot,
  COMPONENT_IDS,
  calmSnapshot,
  GROUP_IDS,
  unknownSnapshot,
  withTexts,
} from "#lib/testing/snapshots.ts";
import { summaryDocument } from "./summary.ts";

const summary = (snapshot: Snapshot) => JSON.parse(String(summaryDocument(snapshot, placeAt()).body));

function withStates(states: State[]): Snapshot {
  const snapshot = calmSnapshot();
  snapshot.components.forEach((one, index) => {
    one.state = states[index] ?? "operational";
    one.wireState = one.state === "unknown" ? "operational" : one.state;
    one.data = one.state === "unknown" ? "stale" : "fresh";
  });
  return snapshot;
}

const instants = (value: unknown, key = ""): string[] => {
  if (typeof value === "string" && /(_at|_for|_until)$/.test(key)) return [value];
  if (Array.isArray(value)) return value.flatMap((each) => instants(each, key));
  return value && typeof value === "object"
    ? Object.entries(value).flatMap(([name, each]) => instants(each, name))
    : [];
};

describe("rules of /api/v2", () => {
  it("keeps every enum closed, whatever the states are", () => {
    const states = fc.array(fc.constantFrom(...ALL_STATES), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(states, (given) => {
        const { components, status } = summary(withStates(given));
        for (const one of components) expect(STATES).toContain(one.status);
        expect(["none", "minor", "major", "critical", "maintenance"]).toContain(status.indicator);
        const leaves = components.filter((one: { group: boolean }) => !one.group);
        expect(leaves.map((one: { data: string }) => one.data)).toEqual(
          given.map((state) => (state === "unknown" ? "stale" : "fresh")),
        );
      }),
    );
  });

  it("leaves unknown components out of the rollup", () => {
    const { status } = summary(
      withStates(["unknown", "major_outage", "major_outage", "unknown", "unknown", "unknown"]),
    );
    expect(status).toEqual({ indicator: "critical", description: "Major System Outage" });
  });

  it("says none while nothing has been measured, and marks each component as without data", () => {
    const { status, components } = summary(unknownSnapshot());
    expect(status).toEqual({ indicator: "none", description: "All Systems Operational" });
    expect(components.every((one: { data: string }) => one.data === "none")).toBe(true);
  });

  it("writes every instant in UTC with milliseconds", () => {
    const all = instants(summary(badDaySnapshot()));
    expect(all.length).toBeGreaterThan(40);
    for (const instant of all) expect(instant).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it("moves page.updated_at with the content, not with the clock", () => {
    const later = { ...calmSnapshot(), asOf: "2026-11-23T09:00:00.000Z" };
    expect(summary(later)).toEqual(summary(calmSnapshot()));
  });

  it("gives a group the worst known state of its members, and lists them", () => {
    const { components } = summary(badDaySnapshot());
    const group = components.find((one: { id: string }) => one.id === GROUP_IDS.agents);
    expect(group.status).toBe("major_outage");
    expect(group.components).toEqual([COMPONENT_IDS.agents, COMPONENT_IDS.agentcore]);
    const members = components.filter((one: { group_id: string }) => one.group_id === GROUP_IDS.agents);
    expect(members.map((one: { id: string }) => one.id)).toEqual(group.components);
  });

  it("tells a component whose group is not public as one that stands alone", () => {
    const snapshot = calmSnapshot();
    snapshot.groups = snapshot.groups.filter((group) => group.id !== GROUP_IDS.data);
    const { components } = summary(snapshot);
    const alone = components.find((one: { id: string }) => one.id === COMPONENT_IDS.data);
    expect(alone.group_id).toBeNull();
  });

  it("leaves a component that was archived since out of its incidents", () => {
    const snapshot = badDaySnapshot();
    snapshot.components = snapshot.components.filter((one) => one.id !== COMPONENT_IDS.agents);
    const ids = summary(snapshot).incidents[0].components.map((one: { id: string }) => one.id);
    expect(ids).toEqual([COMPONENT_IDS.agentcore]);
  });

  it("carries any text unharmed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
        const { page, incidents } = summary(withTexts(badDaySnapshot(), text));
        expect(page.name).toBe(text);
        expect(incidents[0].incident_updates[0].body).toBe(text);
      }),
      { numRuns: 50 },
    );
  });
});
