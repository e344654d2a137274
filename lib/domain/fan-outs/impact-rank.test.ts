import { describe, expect, it } from "vitest";
import { plannedIncident } from "#lib/testing/fixtures/planned.ts";
import type { Impact } from "../snapshot.ts";
import { maxRank, rankAsOf, rankOf } from "./impact-rank.ts";

describe("how bad it is", () => {
  it.each([
    ["none", 0],
    ["maintenance", 0],
    ["minor", 1],
    ["major", 2],
    ["critical", 3],
  ] as [Impact, number][])("%s ranks %i", (impact, rank) => {
    expect(rankOf(impact)).toBe(rank);
  });

  it("is the worse of two", () => {
    expect([maxRank(1, 3), maxRank(2, 0), maxRank(1, 1)]).toEqual([3, 2, 1]);
  });

  it("was as its updates had said by then, or as a person says", () => {
    const said = [
      { id: "u1", states: { api: "degraded_performance" as const } },
      { id: "u2", states: { api: "major_outage" as const } },
    ];
    const derived = plannedIncident({ impact: "critical", said });
    expect(rankAsOf(derived, derived.updates.slice(1))).toBe(1);
    expect(rankAsOf(derived, derived.updates)).toBe(3);
    const overridden = plannedIncident({ impact: "major", said });
    expect(rankAsOf(overridden, overridden.updates.slice(1))).toBe(2);
    expect(rankAsOf(plannedIncident({ impact: "none", said: [{ id: "u1" }] }), [])).toBe(0);
  });
});
