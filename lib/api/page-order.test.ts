import { describe, expect, it } from "vitest";
import { placeAt } from "#lib/testing/fixtures/place.ts";
import { COMPONENT_IDS, calmSnapshot, GROUP_IDS } from "#lib/testing/snapshots.ts";
import { pageOrder } from "./page-order.ts";
import { uptimeDocument } from "./uptime/uptime.ts";
import { componentsDocument } from "./v2/components.ts";

const moved = () => {
  const snapshot = calmSnapshot();
  // The status page's own component first, the agents' members swapped, and everything stored in another order.
  snapshot.components.find((one) => one.id === COMPONENT_IDS.statusPage)!.position = 0;
  snapshot.components.find((one) => one.id === COMPONENT_IDS.agents)!.position = 9;
  snapshot.components.reverse();
  return snapshot;
};
const ORDER = ["statusPage", "rest", "agentcore", "agents", "console", "data"] as const;

describe("the order of the page", () => {
  it("sorts groups and lone components together, and members in their group", () => {
    const ids = pageOrder(moved()).flatMap(({ members }) => members.map((one) => one.id));
    expect(ids).toEqual(ORDER.map((key) => COMPONENT_IDS[key]));
  });

  it("is the same in every document, and changes nothing in the snapshot", () => {
    const snapshot = moved();
    const before = structuredClone(snapshot);
    const { components } = JSON.parse(String(componentsDocument(snapshot, placeAt()).body));
    const uptime = JSON.parse(String(uptimeDocument(snapshot, placeAt()).body));
    const idsOf = (list: { id: string; group?: boolean }[]) =>
      list.filter((one) => !one.group).map((one) => one.id);
    expect(idsOf(components)).toEqual(ORDER.map((key) => COMPONENT_IDS[key]));
    expect(idsOf(uptime.components)).toEqual(idsOf(components));
    expect(uptime.groups.map((one: { id: string }) => one.id)).toEqual(Object.values(GROUP_IDS));
    expect(snapshot).toEqual(before);
  });

  it("lets a component stand alone whose group is not public", () => {
    const snapshot = calmSnapshot();
    snapshot.groups = [];
    expect(pageOrder(snapshot).every(({ group, members }) => group === null && members.length === 1)).toBe(
      true,
    );
    expect(pageOrder(snapshot)).toHaveLength(6);
  });
});
