import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BLIP_SECONDS, dayMark, isTroubled, markRuns } from "./day-mark.ts";
import type { SnapshotDay } from "./snapshot.ts";
import { ALL_STATES, type State } from "./status/state.ts";

const day = (seconds: SnapshotDay["seconds"]): SnapshotDay => ({ date: "2026-11-01", seconds, uptime: null });

describe("the mark of a day", () => {
  it.each<[string, SnapshotDay["seconds"], State, boolean]>([
    ["a healthy day", { operational: 86_400 }, "operational", false],
    ["a day nobody measured", { unknown: 86_400 }, "unknown", false],
    ["a day without any seconds", {}, "unknown", false],
    ["a measured minute in an unknown day", { unknown: 86_340, operational: 60 }, "operational", false],
    ["a minute of major outage", { operational: 86_340, major_outage: 60 }, "major_outage", true],
    [
      "one second under the threshold",
      { operational: 1, partial_outage: BLIP_SECONDS - 1 },
      "partial_outage",
      true,
    ],
    ["exactly the threshold", { operational: 1, partial_outage: BLIP_SECONDS }, "partial_outage", false],
    ["short maintenance", { operational: 86_200, under_maintenance: 200 }, "under_maintenance", true],
    [
      "a blip of the worst beside hours of the milder",
      { degraded_performance: 7_200, major_outage: 20 },
      "major_outage",
      true,
    ],
  ])("of %s", (_name, seconds, state, isBlip) => {
    expect(dayMark(day(seconds))).toEqual({ state, isBlip });
  });

  it("counts maintenance as no trouble, a blip as trouble", () => {
    expect(isTroubled(day({ under_maintenance: 4_000, operational: 82_400 }))).toBe(false);
    expect(isTroubled(day({ degraded_performance: 5, operational: 86_395 }))).toBe(true);
    expect(isTroubled(day({ unknown: 86_400 }))).toBe(false);
  });
});

it("runs cover every day once, in order, and neighbours differ", () => {
  const anyDay = fc
    .record({ state: fc.constantFrom(...ALL_STATES), seconds: fc.constantFrom(10, 86_400) })
    .map(({ state, seconds }) => day({ [state]: seconds }));
  fc.assert(
    fc.property(fc.array(anyDay, { maxLength: 90 }), (days) => {
      const runs = markRuns(days);
      const drawn = runs.flatMap((run) =>
        Array.from({ length: run.length }, () => ({ state: run.state, isBlip: run.isBlip })),
      );
      expect(drawn).toEqual(days.map(dayMark));
      runs.forEach((run, i) => {
        const next = runs[i + 1];
        if (next) expect([run.state, run.isBlip]).not.toEqual([next.state, next.isBlip]);
      });
    }),
  );
});
