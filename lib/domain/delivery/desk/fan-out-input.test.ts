import { describe, expect, it } from "vitest";
import { audienceDraft, audienceInput, fanOutQuery } from "./fan-out-input.ts";

describe("what is asked of an audience", () => {
  it("becomes the draft that is counted", () => {
    const input = audienceInput.parse({
      incident_id: "p31zjtct2jer",
      kind: "maintenance",
      status: "in_progress",
      components: { "8kbf7d35c070": "under_maintenance" },
      impact_override: "minor",
    });
    expect(audienceDraft(input)).toEqual({
      incidentId: "p31zjtct2jer",
      kind: "maintenance",
      status: "in_progress",
      components: { "8kbf7d35c070": "under_maintenance" },
      impactOverride: "minor",
    });
  });

  it("needs no components, and is of something new unless an incident is named", () => {
    const draft = audienceDraft(audienceInput.parse({ kind: "announcement", status: "investigating" }));
    expect(draft).toEqual({ kind: "announcement", status: "investigating", components: {} });
    expect("incidentId" in draft).toBe(false);
  });

  it("names at most as many components as an incident has", () => {
    const components = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, n) => [String(n).padStart(12, "a"), "operational"]),
    );
    const parsed = audienceInput.safeParse({ kind: "incident", status: "resolved", components });
    expect(parsed.error?.issues[0]?.message).toMatch(/^at most \d+ components$/);
  });
});

describe("the list of events that were told", () => {
  it("goes on behind the number of an event, not behind anything else", () => {
    expect(fanOutQuery.parse({ before: "42", limit: 3 })).toEqual({ before: "42", limit: 3 });
    for (const before of ["", "1.5", "-2", "9".repeat(19), "1 or 1=1"])
      expect(fanOutQuery.safeParse({ before }).success).toBe(false);
  });
});
