import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timelines } from "#lib/testing/properties/timelines.ts";
import { baselineState, baselineTimeline } from "./baseline.ts";
import { type Span, stateAt } from "./span.ts";
import type { State } from "./state.ts";

const U = "operational";
const G = "degraded_performance";
const D = "major_outage";

describe("baselineState", () => {
  it.each<[string, State[], State]>([
    ["no monitors", [], "unknown"],
    ["all unknown", ["unknown", "unknown"], "unknown"],
    ["one monitor, up", [U], "operational"],
    ["one monitor, degraded", [G], "degraded_performance"],
    ["one monitor, down", [D], "major_outage"],
    ["all down", [D, D], "major_outage"],
    ["some down", [U, D], "partial_outage"],
    ["one down, the others degraded", [G, D, G], "partial_outage"],
    ["one degraded", [U, U, G], "degraded_performance"],
    ["all degraded", [G, G], "degraded_performance"],
    ["unknown beside up", ["unknown", U], "operational"],
    ["unknown beside degraded", ["unknown", G], "degraded_performance"],
    ["unknown beside down: all that is known is down", ["unknown", D], "major_outage"],
    ["unknown beside some down", ["unknown", U, D], "partial_outage"],
  ])("%s", (_title, states, expected) => {
    expect(baselineState(states)).toBe(expected);
  });
});

const span = (startedAt: number, endedAt: number | null, state: State): Span => ({
  startedAt,
  endedAt,
  state,
});

describe("baselineTimeline", () => {
  it("is empty without monitors", () => {
    expect(baselineTimeline([])).toEqual([]);
  });

  it("is the monitor's own timeline with one monitor, its holes told as unknown", () => {
    const timeline = [span(0, 10, U), span(20, null, D)];
    expect(baselineTimeline([{ timeline, from: 0, until: null }])).toEqual([
      span(0, 10, U),
      span(10, 20, "unknown"),
      span(20, null, D),
    ]);
  });

  it("becomes worse and better with each monitor", () => {
    const first = [span(0, 10, U), span(10, 40, D), span(40, null, U)];
    const second = [span(0, 20, U), span(20, 30, D), span(30, null, U)];
    expect(
      baselineTimeline([
        { timeline: first, from: 0, until: null },
        { timeline: second, from: 0, until: null },
      ]),
    ).toEqual([
      span(0, 10, U),
      span(10, 20, "partial_outage"),
      span(20, 30, D),
      span(30, 40, "partial_outage"),
      span(40, null, U),
    ]);
  });

  it("does not count a monitor before it was made and after it was archived", () => {
    const down = [span(-100, null, D)];
    const up = [span(-100, null, U)];
    expect(
      baselineTimeline([
        { timeline: up, from: 0, until: null },
        { timeline: down, from: 10, until: 20 },
      ]),
    ).toEqual([span(0, 10, U), span(10, 20, "partial_outage"), span(20, null, U)]);
  });

  it("is unknown again once the last monitor is archived", () => {
    const archived = { timeline: [span(0, null, U)], from: 0, until: 10 };
    expect(baselineTimeline([archived])).toEqual([span(0, 10, U), span(10, null, "unknown")]);
  });

  const monitors = fc.array(
    fc.record({
      timeline: timelines({ from: 0, stepMs: 20, spans: 6 }),
      from: fc.nat(40),
      until: fc.option(fc.integer({ min: 41, max: 120 })),
    }),
    { minLength: 1, maxLength: 5 },
  );

  it("says at every instant what the monitors of that instant say, without holes, open at the end", () => {
    fc.assert(
      fc.property(monitors, (given) => {
        const baseline = baselineTimeline(given);
        const first = Math.min(...given.map((monitor) => monitor.from));
        expect(baseline[0]?.startedAt).toBe(first);
        expect(baseline.at(-1)?.endedAt).toBeNull();
        for (const [i, one] of baseline.slice(1).entries()) {
          expect(one.startedAt).toBe(baseline[i]?.endedAt);
          expect(one.state).not.toBe(baseline[i]?.state);
        }
        for (let at = first; at < 150; at++) {
          const counted = given.filter(({ from, until }) => from <= at && (until === null || at < until));
          expect(stateAt(baseline, at)).toBe(baselineState(counted.map((one) => stateAt(one.timeline, at))));
        }
      }),
    );
  });
});
