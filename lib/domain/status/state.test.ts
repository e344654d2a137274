import { describe, expect, it } from "vitest";
import { ALL_STATES, type State, severity, worst } from "./state.ts";

describe("severity", () => {
  it("grows from operational over maintenance, degraded and partial to major; unknown is below all", () => {
    const inOrder: State[] = [
      "unknown",
      "operational",
      "under_maintenance",
      "degraded_performance",
      "partial_outage",
      "major_outage",
    ];
    expect([...ALL_STATES].sort((a, b) => severity(a) - severity(b))).toEqual(inOrder);
  });
});

describe("worst", () => {
  it.each<[State[], State]>([
    [[], "unknown"],
    [["unknown", "unknown"], "unknown"],
    [["unknown", "operational"], "operational"],
    [["under_maintenance", "operational"], "under_maintenance"],
    [["under_maintenance", "degraded_performance"], "degraded_performance"],
    [["major_outage", "partial_outage", "unknown"], "major_outage"],
  ])("of %j is %s", (states, expected) => {
    expect(worst(states)).toBe(expected);
  });
});
