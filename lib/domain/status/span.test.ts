import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timelines } from "#lib/testing/properties/timelines.ts";
import { clip, mergeSpans, replaceFrom, type Span, stateAt } from "./span.ts";
import type { State } from "./state.ts";

const span = (startedAt: number, endedAt: number | null, state: State): Span => ({
  startedAt,
  endedAt,
  state,
});
const up = (startedAt: number, endedAt: number | null) => span(startedAt, endedAt, "operational");
const down = (startedAt: number, endedAt: number | null) => span(startedAt, endedAt, "major_outage");
const unknown = (startedAt: number, endedAt: number | null) => span(startedAt, endedAt, "unknown");
const random = timelines({ from: 0, stepMs: 20 });

describe("mergeSpans", () => {
  it.each<[string, Span[], Span[]]>([
    ["sorts by start", [down(5, 9), up(0, 5)], [up(0, 5), down(5, 9)]],
    ["joins touching equals", [up(0, 5), up(5, 9)], [up(0, 9)]],
    ["joins overlapping equals", [up(0, 7), up(5, 9)], [up(0, 9)]],
    ["keeps the longer of nested equals", [up(0, 9), up(2, 4)], [up(0, 9)]],
    ["keeps the open one of nested equals", [up(0, null), up(2, 4)], [up(0, null)]],
    ["leaves holes alone", [up(0, 3), up(4, 9)], [up(0, 3), up(4, 9)]],
    ["drops empty and inverted spans", [up(0, 5), down(5, 5), down(7, 6)], [up(0, 5)]],
    ["lets the later start win", [up(0, 9), down(5, 12)], [up(0, 5), down(5, 12)]],
    ["ends an open span at the next start", [up(0, null), down(5, null)], [up(0, 5), down(5, null)]],
    ["lets the later in the list win when both begin together", [up(0, 9), down(0, 4)], [down(0, 4)]],
    ["joins around a replaced span", [down(0, 3), up(3, 9), down(3, 5)], [down(0, 5)]],
    ["gives nothing for nothing", [], []],
  ])("%s", (_title, spans, expected) => {
    expect(mergeSpans(spans)).toEqual(expected);
  });

  it("does not change what it was given", () => {
    const given = [up(0, 5), up(5, 9)];
    mergeSpans(given);
    expect(given).toEqual([up(0, 5), up(5, 9)]);
  });

  it("changes no state of a well-formed timeline, in whatever order it comes", () => {
    fc.assert(
      fc.property(
        random,
        fc.integer({ min: -5, max: 200 }),
        fc.infiniteStream(fc.nat()),
        (timeline, at, keys) => {
          const keyed = timeline.map((one) => ({ one, key: keys.next().value as number }));
          const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
          expect(stateAt(mergeSpans(shuffled), at)).toBe(stateAt(timeline, at));
        },
      ),
    );
  });

  it("leaves no equal neighbours, no overlap and nothing to merge again", () => {
    const anySpans = fc.array(
      fc.record({
        startedAt: fc.integer({ min: 0, max: 30 }),
        endedAt: fc.option(fc.integer({ min: 0, max: 40 })),
        state: fc.constantFrom<State>("operational", "major_outage", "unknown"),
      }),
    );
    fc.assert(
      fc.property(anySpans, (spans) => {
        const merged = mergeSpans(spans);
        for (const [i, one] of merged.entries()) {
          const next = merged[i + 1];
          expect(one.endedAt ?? Number.POSITIVE_INFINITY).toBeGreaterThan(one.startedAt);
          if (!next) continue;
          expect(one.endedAt).not.toBeNull();
          expect(one.endedAt).toBeLessThanOrEqual(next.startedAt);
          if (one.state === next.state) expect(one.endedAt).toBeLessThan(next.startedAt);
        }
        expect(mergeSpans(merged)).toEqual(merged);
      }),
    );
  });
});

describe("clip", () => {
  const timeline = [up(0, 10), down(10, 20), up(25, null)];
  it.each<[string, number, number, number, Span[]]>([
    ["cuts both ends", 5, 15, 99, [up(5, 10), down(10, 15)]],
    ["tells holes as unknown", 15, 30, 99, [down(15, 20), unknown(20, 25), up(25, 30)]],
    ["tells what lies before the first span", -5, 5, 99, [unknown(-5, 0), up(0, 5)]],
    ["ends an open span at the end asked for", 30, 40, 99, [up(30, 40)]],
    ["ends everything at now", 5, 50, 30, [up(5, 10), down(10, 20), unknown(20, 25), up(25, 30)]],
    ["ends a hole at now", 15, 50, 22, [down(15, 20), unknown(20, 22)]],
    ["gives nothing of the future", 30, 50, 30, []],
    ["gives nothing of an empty stretch", 7, 7, 99, []],
  ])("%s", (_title, from, to, now, expected) => {
    expect(clip(timeline, from, to, now)).toEqual(expected);
  });

  it("is one unknown span when nothing is known", () => {
    expect(clip([], 3, 8, 99)).toEqual([unknown(3, 8)]);
    expect(clip([up(0, 3)], 3, 8, 99)).toEqual([unknown(3, 8)]);
  });

  it("joins a span of unknown with the hole beside it", () => {
    expect(clip([unknown(0, 5), up(7, 9)], 0, 9, 99)).toEqual([unknown(0, 7), up(7, 9)]);
  });

  it("covers the stretch exactly and agrees with stateAt at every instant", () => {
    fc.assert(
      fc.property(random, fc.nat(100), fc.nat(100), fc.nat(150), (timeline, from, length, now) => {
        const clipped = clip(timeline, from, from + length, now);
        const until = Math.min(from + length, now);
        let at = from;
        for (const one of clipped) {
          expect(one.startedAt).toBe(at);
          for (; at < one.endedAt; at++) expect(one.state).toBe(stateAt(timeline, at));
        }
        expect(at).toBe(Math.max(from, until));
      }),
    );
  });
});

describe("stateAt", () => {
  const timeline = [up(0, 10), down(10, 20), up(25, null)];
  it.each<[number, State]>([
    [-1, "unknown"],
    [0, "operational"],
    [9, "operational"],
    [10, "major_outage"],
    [19, "major_outage"],
    [20, "unknown"],
    [24, "unknown"],
    [25, "operational"],
    [1e15, "operational"],
  ])("at %d is %s", (at, expected) => {
    expect(stateAt(timeline, at)).toBe(expected);
  });
});

describe("replaceFrom", () => {
  it.each<[string, Span[], Span[]]>([
    ["cuts the span that is running", [up(0, null)], [up(0, 10), down(10, null)]],
    ["drops what begins later", [up(0, 5), up(12, 15), up(20, null)], [up(0, 5), down(10, null)]],
    ["drops what begins there", [up(0, 5), up(10, null)], [up(0, 5), down(10, null)]],
    ["joins an equal neighbour", [up(0, 4), down(4, null)], [up(0, 4), down(4, null)]],
  ])("%s", (_title, timeline, expected) => {
    expect(replaceFrom(timeline, 10, [down(10, null)])).toEqual(expected);
  });

  it("ignores what the newer timeline says about earlier instants", () => {
    expect(replaceFrom([up(0, null)], 10, [down(3, 12), up(12, null)])).toEqual([
      up(0, 10),
      down(10, 12),
      up(12, null),
    ]);
  });

  it("leaves a hole where neither says anything", () => {
    expect(replaceFrom([up(0, null)], 10, [])).toEqual([up(0, 10)]);
  });

  it("is the old before, the new from there on", () => {
    fc.assert(
      fc.property(random, random, fc.nat(120), fc.integer({ min: -5, max: 200 }), (older, newer, cut, at) => {
        expect(stateAt(replaceFrom(older, cut, newer), at)).toBe(stateAt(at < cut ? older : newer, at));
      }),
    );
  });
});
