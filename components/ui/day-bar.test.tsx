import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { dayMark } from "#lib/domain/day-mark.ts";
import type { SnapshotDay } from "#lib/domain/snapshot.ts";
import { ALL_STATES } from "#lib/domain/status/state.ts";
import { calmSnapshot } from "#lib/testing/snapshots.ts";
import { barShapes, DayBar } from "./day-bar.tsx";

const anyDay: fc.Arbitrary<SnapshotDay> = fc
  .record({ state: fc.constantFrom(...ALL_STATES), seconds: fc.constantFrom(60, 86_400) })
  .map(({ state, seconds }) => ({ date: "", seconds: { [state]: seconds }, uptime: null }));

/** Which days a path of boxes covers, with the top of each. */
const boxesOf = (d: string) =>
  [...d.matchAll(/M(\d+) (\d+)V(\d+)h(\d+)V\d+/g)].flatMap(([, x, foot, top, length]) =>
    Array.from({ length: Number(length) }, (_, i) => ({
      day: Number(x) + i,
      foot: Number(foot),
      top: Number(top),
    })),
  );

describe("a bar", () => {
  it("draws every day once, as high as its state", () => {
    const tops = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(anyDay, { minLength: 1, maxLength: 90 }), (days) => {
        const shapes = barShapes(days);
        const bodies = shapes.flatMap(({ className, d }) =>
          boxesOf(d)
            .filter((box) => box.foot === 32)
            .map((box) => ({ ...box, className })),
        );
        expect(bodies.map((box) => box.day).sort((a, b) => a - b)).toEqual(days.map((_, i) => i));
        for (const { day, className, top } of bodies) {
          const { state, isBlip } = dayMark(days[day]!);
          expect(className).toBe(isBlip ? `${state} pale` : state);
          tops.set(state, top);
        }
      }),
    );
    const order = ["operational", "degraded_performance", "partial_outage", "major_outage"].map((state) =>
      tops.get(state),
    );
    expect(order).toEqual([12, 8, 4, 0]);
  });

  it("gives a blip a solid cap in its colour", () => {
    const shapes = barShapes([
      { date: "", seconds: { operational: 86_340, major_outage: 60 }, uptime: null },
    ]);
    expect(shapes).toEqual([
      { className: "major_outage pale", d: "M0 32V0h1V32" },
      { className: "major_outage", d: "M0 4V0h1V4" },
    ]);
  });

  it("hatches what nobody measured and notches maintenance, so that neither needs its colour", () => {
    const of = (state: "unknown" | "under_maintenance") =>
      barShapes([{ date: "", seconds: { [state]: 86_400 }, uptime: null }]).map((shape) => shape.className);
    expect(of("unknown")).toEqual(["unknown", "hatch"]);
    expect(of("under_maintenance")).toEqual(["under_maintenance", "notch"]);
  });

  it("stays small: a healthy bar is one rectangle, any bar at most 13 paths", () => {
    const html = renderToStaticMarkup(<DayBar days={calmSnapshot().components.at(-1)!.days} />);
    expect(html).toContain('<path class="operational" d="M0 32V12h90V32"></path>');
    expect(html.length).toBeLessThan(250);
    fc.assert(
      fc.property(fc.array(anyDay, { maxLength: 90 }), (days) => {
        expect(barShapes(days).length).toBeLessThanOrEqual(13);
      }),
    );
  });
});
