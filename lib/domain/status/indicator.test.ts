import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { states } from "#lib/testing/properties/timelines.ts";
import { INDICATORS, impactOf, overallStatus } from "./indicator.ts";
import { ALL_STATES, type State } from "./state.ts";

const LETTERS: Record<string, State> = {
  o: "operational",
  w: "under_maintenance",
  g: "degraded_performance",
  p: "partial_outage",
  m: "major_outage",
  "?": "unknown",
};
const named = (text: string) => [...text].map((one) => LETTERS[one] as State);

describe("overallStatus", () => {
  it.each([
    ["", "none", "All Systems Operational"],
    ["o", "none", "All Systems Operational"],
    ["ooo", "none", "All Systems Operational"],
    ["m", "critical", "Major System Outage"],
    ["mm", "critical", "Major System Outage"],
    ["mo", "major", "Partial System Outage"],
    ["mp", "major", "Partial System Outage"],
    ["mgwo", "major", "Partial System Outage"],
    ["p", "major", "Partial System Outage"],
    ["pp", "major", "Partial System Outage"],
    ["po", "minor", "Minor Service Outage"],
    ["pg", "minor", "Minor Service Outage"],
    ["pw", "minor", "Minor Service Outage"],
    ["g", "minor", "Partially Degraded Service"],
    ["gg", "minor", "Degraded System Service"],
    ["go", "minor", "Partially Degraded Service"],
    ["gw", "minor", "Partially Degraded Service"],
    ["w", "maintenance", "Service Under Maintenance"],
    ["wwo", "maintenance", "Service Under Maintenance"],
    ["?", "none", "All Systems Operational"],
    ["??o", "none", "All Systems Operational"],
    ["?m", "critical", "Major System Outage"],
    ["?mo", "major", "Partial System Outage"],
    ["?g", "minor", "Partially Degraded Service"],
    ["?p", "major", "Partial System Outage"],
  ])("%s → %s, %s", (text, indicator, description) => {
    expect(overallStatus(named(text))).toEqual({ indicator, description });
  });

  it("does not depend on the order, nor on unknown components", () => {
    fc.assert(
      fc.property(fc.array(states, { maxLength: 8 }), (given) => {
        const status = overallStatus(given);
        expect(overallStatus([...given].reverse())).toEqual(status);
        expect(overallStatus(given.filter((state) => state !== "unknown"))).toEqual(status);
        expect(INDICATORS).toContain(status.indicator);
      }),
    );
  });
});

describe("impactOf", () => {
  it.each([
    ["", "none"],
    ["o", "none"],
    ["?", "none"],
    ["w", "maintenance"],
    ["g", "minor"],
    ["p", "major"],
    ["m", "critical"],
    ["ow", "maintenance"],
    ["wg", "minor"],
    ["gp", "major"],
    ["pmo", "critical"],
    ["?g", "minor"],
  ])("%s → %s", (text, impact) => {
    expect(impactOf(named(text))).toBe(impact);
  });

  it("has an answer for every state", () => {
    for (const state of ALL_STATES) expect(impactOf([state])).toBeDefined();
  });
});
