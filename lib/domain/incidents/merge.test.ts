import { describe, expect, it } from "vitest";
import { toldIncident } from "#lib/testing/fixtures/told-incidents.ts";
import { MAX_UPDATE_BODY_LENGTH } from "./incident.ts";
import { joinedBody, joinedStates, newStates } from "./merge.ts";

const survivor = toldIncident({
  components: [
    { componentId: "api", state: "degraded_performance" },
    { componentId: "web", state: "operational" },
  ],
});
const draft = toldIncident({
  components: [
    { componentId: "api", state: "major_outage" },
    { componentId: "db", state: "partial_outage" },
  ],
});

describe("components of a merge", () => {
  it("adds to a published incident only what it did not name", () => {
    expect(newStates(draft, survivor)).toEqual({ db: "partial_outage" });
    expect(newStates(survivor, survivor)).toEqual({});
  });
  it("takes the worse suggestion of two drafts", () => {
    expect(joinedStates(draft, survivor)).toEqual({
      api: "major_outage",
      web: "operational",
      db: "partial_outage",
    });
  });
});

describe("joinedBody", () => {
  it("puts one text below the other, once, and never more than fits", () => {
    expect(joinedBody("A", "B")).toBe("A\n\nB");
    expect(joinedBody("A\n\nB", "B")).toBe("A\n\nB");
    expect(joinedBody(" ", "B")).toBe("B");
    expect(joinedBody("A", "\n")).toBe("A");
    const full = "x".repeat(MAX_UPDATE_BODY_LENGTH);
    expect(joinedBody(full, "B")).toBe(full);
  });
});
