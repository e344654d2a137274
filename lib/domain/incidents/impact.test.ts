import { describe, expect, it } from "vitest";
import { BEGUN_AT, toldIncident, toldUpdate } from "#lib/testing/fixtures/told-incidents.ts";
import { STATES } from "../status/state.ts";
import { impactOf, impactOfState } from "./impact.ts";

const said = (...states: (typeof STATES)[number][]) =>
  toldIncident({
    updates: states.map((newState) =>
      toldUpdate({ components: [{ componentId: "api", oldState: "operational", newState }] }),
    ),
  });

describe("impactOf", () => {
  it("gives each state the impact that the guide names", () => {
    expect(STATES.map(impactOfState)).toEqual(["none", "maintenance", "minor", "major", "critical"]);
    for (const state of STATES) expect(impactOf(said(state))).toBe(impactOfState(state));
  });

  it("is that of the worst state while it ran, also after the end", () => {
    expect(impactOf(said("operational", "degraded_performance", "partial_outage"))).toBe("major");
    expect(impactOf(toldIncident())).toBe("none");
  });

  it("counts what is claimed now and what was said with times", () => {
    expect(impactOf(toldIncident({ components: [{ componentId: "api", state: "major_outage" }] }))).toBe(
      "critical",
    );
    const time = { componentId: "api", state: "degraded_performance" as const };
    const componentTimes = [{ ...time, startedAt: BEGUN_AT - 2, endedAt: BEGUN_AT - 1 }];
    expect(impactOf(toldIncident({ componentTimes }))).toBe("minor");
  });

  it("gives way to the author's word, and to what kind it is", () => {
    expect(impactOf({ ...said("major_outage"), impactOverride: "minor" })).toBe("minor");
    expect(impactOf({ ...said("major_outage"), impactOverride: "none" })).toBe("none");
    expect(impactOf({ ...said(), kind: "maintenance" })).toBe("maintenance");
    expect(impactOf({ ...said("major_outage"), kind: "announcement" })).toBe("none");
  });

  it("leaves out components that do not count", () => {
    expect(impactOf(said("major_outage"), (id) => id !== "api")).toBe("none");
  });
});
