import { describe, expect, it } from "vitest";
import { PRESETS, presetOf } from "./policy.ts";

describe("weightings of uptime", () => {
  it("are known by name, in whatever order their states are named", () => {
    for (const [name, weights] of Object.entries(PRESETS)) {
      expect(presetOf(weights)).toBe(name);
      const reversed = Object.fromEntries(Object.entries(weights).reverse()) as typeof weights;
      expect(presetOf(reversed)).toBe(name);
    }
  });

  it("are custom when any of them differs", () => {
    expect(presetOf({ major_outage: 1, partial_outage: 0.5, degraded_performance: 0 })).toBe("custom");
    expect(presetOf({ major_outage: 1, partial_outage: 0.3, degraded_performance: 0.01 })).toBe("custom");
  });

  it("are what the product says of them: 1 / 0.3 / 0 and 1 / 1 / 0", () => {
    expect(PRESETS.statuspage).toEqual({ major_outage: 1, partial_outage: 0.3, degraded_performance: 0 });
    expect(PRESETS.strict).toEqual({ major_outage: 1, partial_outage: 1, degraded_performance: 0 });
  });
});
