import { describe, expect, it } from "vitest";
import { isWhole, pageOrder, placingOf } from "./order.ts";

describe("the order of a page", () => {
  it("counts places from 1, and members within their group", () => {
    const order = pageOrder.parse([
      { component_id: "aaaaaaaaaaaa" },
      { component_group_id: "gggggggggggg", component_ids: ["bbbbbbbbbbbb", "cccccccccccc"] },
      { component_group_id: "hhhhhhhhhhhh", component_ids: [] },
    ]);
    expect(placingOf(order)).toEqual({
      groups: [
        { id: "gggggggggggg", position: 2 },
        { id: "hhhhhhhhhhhh", position: 3 },
      ],
      components: [
        { id: "aaaaaaaaaaaa", groupId: null, position: 1 },
        { id: "bbbbbbbbbbbb", groupId: "gggggggggggg", position: 1 },
        { id: "cccccccccccc", groupId: "gggggggggggg", position: 2 },
      ],
    });
  });

  it.each([
    [["a", "b"], ["b", "a"], true],
    [[], [], true],
    [["a"], ["a", "b"], false],
    [["a", "b", "c"], ["a", "b"], false],
    [["a", "a"], ["a", "b"], false],
    [["a", "a"], ["a"], false],
  ])("%j of %j is whole: %s", (given, existing, expected) => {
    expect(isWhole(given, existing)).toBe(expected);
  });
});
