import { describe, expect, it } from "vitest";
import { badDaySnapshot, calmSnapshot } from "#lib/testing/snapshots.ts";
import { FOLD_ABOVE_COMPONENTS, sectionsOf } from "./sections.ts";
import type { Snapshot } from "./snapshot.ts";

/** A page of `groups` groups with four members each. */
function large(groups: number): Snapshot {
  const snapshot = calmSnapshot();
  const [group, component] = [snapshot.groups[0]!, snapshot.components[0]!];
  return {
    ...snapshot,
    groups: Array.from({ length: groups }, (_, i) => ({ ...group, id: `g${i}`, position: i + 1 })),
    components: Array.from({ length: groups * 4 }, (_, i) => ({
      ...component,
      id: `c${i}`,
      groupId: `g${Math.floor(i / 4)}`,
      position: i % 4,
    })),
  };
}

describe("the blocks of the component list", () => {
  it("are groups and ungrouped components in the page's order", () => {
    const sections = sectionsOf(calmSnapshot());
    expect(sections.map((section) => section.group?.name ?? null)).toEqual([
      "API",
      "에이전트",
      "콘솔",
      "데이터",
      null,
    ]);
    expect(sections.flatMap((section) => section.components)).toHaveLength(6);
  });

  it("put an ungrouped component where its position says, and neighbours together", () => {
    const snapshot = calmSnapshot();
    const single = snapshot.components.find((one) => one.groupId === null)!;
    const singles = [0, 0.5, 2.5].map((position, i) => ({ ...single, id: `s${i}`, position }));
    const sections = sectionsOf({ ...snapshot, components: [...snapshot.components, ...singles] });
    expect(
      sections.map((section) => section.group?.name ?? section.components.map((one) => one.id).join()),
    ).toEqual(["s0,s1", "API", "에이전트", "s2", "콘솔", "데이터", single.id]);
  });

  it("leave out groups without a listed member, and keep members of a group that is not on the page", () => {
    const snapshot = calmSnapshot();
    const components = snapshot.components.map((one) =>
      one.name === "REST API" ? { ...one, groupId: "gone" } : one,
    );
    const sections = sectionsOf({ ...snapshot, components });
    expect(sections.some((section) => section.group?.name === "API")).toBe(false);
    expect(sections.flatMap((section) => section.components)).toHaveLength(6);
  });

  it("take the worst known state of their members", () => {
    const states = sectionsOf(badDaySnapshot()).map((section) => section.state);
    expect(states).toEqual([
      "degraded_performance",
      "major_outage",
      "unknown",
      "under_maintenance",
      "operational",
    ]);
  });

  it("fold calm groups on a long page only, never one with trouble", () => {
    expect(sectionsOf(large(FOLD_ABOVE_COMPONENTS / 4)).some((section) => section.isFolded)).toBe(false);
    const long = large(5);
    long.components[5]!.state = "partial_outage";
    long.components[9]!.state = "unknown";
    expect(sectionsOf(long).map((section) => section.isFolded)).toEqual([true, false, false, true, true]);
  });
});
