import { describe, expect, it } from "vitest";
import { BEGUN_AT as T, toldUpdate } from "#lib/testing/fixtures/told-incidents.ts";
import type { EventStatus } from "./incident.ts";
import { droppedByEnd, momentsOf, nextDisplayAt } from "./lifecycle.ts";

const at = (minute: number) => T + minute * 60_000;
const story = (...statuses: EventStatus[]) =>
  statuses.map((status, i) => toldUpdate({ id: `u${i}`, status, displayAt: at(i) }));

describe("momentsOf", () => {
  it.each<[string, EventStatus[], number | null, number | null]>([
    ["nothing yet", ["investigating", "identified"], null, null],
    ["watched", ["investigating", "monitoring", "monitoring"], 1, null],
    ["watched again", ["monitoring", "identified", "monitoring"], 2, null],
    ["over", ["investigating", "monitoring", "resolved", "resolved"], 1, 2],
    ["over, with a post-mortem", ["investigating", "resolved", "postmortem"], null, 1],
    ["reopened", ["monitoring", "resolved", "investigating"], null, null],
    ["over twice", ["resolved", "investigating", "monitoring", "resolved"], 2, 3],
  ])("tells %s", (_, statuses, monitoring, resolved) => {
    expect(momentsOf(story(...statuses).reverse())).toEqual({
      monitoringAt: monitoring === null ? null : at(monitoring),
      resolvedAt: resolved === null ? null : at(resolved),
    });
  });
});

describe("droppedByEnd", () => {
  const change = (oldState: "major_outage" | "operational") => [
    { componentId: oldState, oldState, newState: "operational" as const },
  ];
  it("finds what the first end after the last open update took away", () => {
    const [open, end, more] = story("investigating", "resolved", "resolved");
    end!.components = change("major_outage");
    more!.components = change("operational");
    expect(droppedByEnd([more!, end!, open!]).map(({ componentId }) => componentId)).toEqual([
      "major_outage",
    ]);
    expect(droppedByEnd([open!])).toEqual([]);
    expect(droppedByEnd([])).toEqual([]);
  });
});

describe("nextDisplayAt", () => {
  it("is now, or just after the newest where another clock is ahead", () => {
    expect(nextDisplayAt([], T)).toBe(T);
    expect(nextDisplayAt(story("investigating"), at(5))).toBe(at(5));
    expect(nextDisplayAt(story("investigating", "identified"), T)).toBe(at(1) + 1);
  });
});
