import { describe, expect, it } from "vitest";
import {
  incidentPatch,
  MAX_METADATA_LENGTH,
  merging,
  newIncident,
  newUpdate,
  unpublication,
  updatePatch,
  wireInstant,
  wireMs,
} from "./input.ts";

const ID = "abcdefghijkl";
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [String(i).padStart(12, "0"), "operational"]));
const pathsOf = (
  schema: { safeParse: (value: unknown) => { error?: { issues: { path: PropertyKey[] }[] } } },
  value: unknown,
) => schema.safeParse(value).error?.issues.map(({ path }) => path.join(".")) ?? [];

describe("newIncident", () => {
  it("takes what Statuspage's clients send, and forgets what we do not know", () => {
    const sent = {
      name: "Database\ndown",
      status: "investigating",
      impact_override: "critical",
      body: "We are on it.\r\nMore soon.",
      components: { [ID]: "major_outage" },
      component_ids: [ID],
      deliver_notifications: false,
      metadata: { jira: { issue_id: "value" } },
      auto_tweet_at_beginning: true,
    };
    const told = newIncident.parse(sent);
    expect(told).toMatchObject({ name: "Database down", body: "We are on it.\nMore soon." });
    expect(told).not.toHaveProperty("auto_tweet_at_beginning");
  });

  it.each([
    [{ name: "" }, "name"],
    [{ name: "x".repeat(256) }, "name"],
    [{}, "name"],
    [{ name: "x", body: "x".repeat(25_001) }, "body"],
    [{ name: "x", status: "broken" }, "status"],
    [{ name: "x", components: { [ID]: "unknown" } }, `components.${ID}`],
    [{ name: "x", components: { no: "operational" } }, "components.no"],
    [{ name: "x", components: many(501) }, "components"],
    [{ name: "x", priority: 3 }, "priority"],
    [{ name: "x", started_at: "yesterday" }, "started_at"],
    [{ name: "x", backfill_date: "2026-02-30" }, "backfill_date"],
    [{ name: "x", metadata: { a: { b: "x".repeat(MAX_METADATA_LENGTH) } } }, "metadata"],
    [
      {
        name: "x",
        component_times: [
          {
            component_id: ID,
            state: "major_outage",
            started_at: "2026-11-23T10:00:00Z",
            ended_at: "2026-11-23T10:00:00Z",
          },
        ],
      },
      "component_times.0.ended_at",
    ],
  ])("refuses %j at %s", (value, path) => {
    expect(pathsOf(newIncident, value)).toEqual([path]);
  });

  it("refuses metadata that nests without end", () => {
    const deep = JSON.parse("[".repeat(50_000) + "]".repeat(50_000));
    expect(pathsOf(newIncident, { name: "x", metadata: { a: { b: deep } } })).toEqual(["metadata"]);
  });

  it("takes the largest of everything", () => {
    const largest = { name: "x".repeat(255), body: "x".repeat(25_000), components: many(500) };
    expect(pathsOf(newIncident, largest)).toEqual([]);
  });
});

describe("the other inputs", () => {
  it("may leave everything out that an edit does not change", () => {
    for (const schema of [incidentPatch, newUpdate, updatePatch]) expect(schema.parse({})).toEqual({});
  });
  it("ask for a reason to take back, and for the survivor of a merge", () => {
    expect(pathsOf(unpublication, { reason: " " })).toEqual(["reason"]);
    expect(pathsOf(merging, { into: "x" })).toEqual(["into"]);
    expect(pathsOf(merging, { into: ID, revision: 0 })).toEqual(["revision"]);
  });
});

describe("wireMs", () => {
  it("turns checked instants into milliseconds and leaves what is none", () => {
    expect(wireMs(wireInstant.parse("2026-11-23T10:00:00+09:00"))).toBe(Date.UTC(2026, 10, 23, 1));
    expect([wireMs(null), wireMs(undefined)]).toEqual([null, undefined]);
  });
});
