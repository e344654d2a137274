import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clipped, difference, intersection, lengthOf, type Stretch, union } from "./stretches.ts";

const LAST = 60;
const stretch = (startedAt: number, endedAt: number): Stretch => ({ startedAt, endedAt });
const some = fc
  .array(fc.tuple(fc.integer({ min: 0, max: LAST }), fc.integer({ min: 0, max: 12 })), { maxLength: 8 })
  .map((pairs) => pairs.map(([from, length]) => stretch(from, from + length)));

/** The naive reference: a set of milliseconds. */
const inside = (stretches: readonly Stretch[], at: number) =>
  stretches.some(({ startedAt, endedAt }) => startedAt <= at && at < endedAt);
function same(found: readonly Stretch[], expected: (at: number) => boolean): void {
  for (let at = -1; at <= LAST + 13; at++) expect([at, inside(found, at)]).toEqual([at, expected(at)]);
  for (const [i, { startedAt, endedAt }] of found.entries()) {
    expect(endedAt).toBeGreaterThan(startedAt);
    if (i > 0) expect(startedAt).toBeGreaterThan(found[i - 1]!.endedAt);
  }
}

describe("stretches of time", () => {
  it("become one where they overlap or touch", () => {
    expect(union([stretch(5, 7), stretch(1, 3), stretch(3, 4), stretch(6, 6)])).toEqual([
      stretch(1, 4),
      stretch(5, 7),
    ]);
    expect(union([stretch(1, 9), stretch(2, 3)])).toEqual([stretch(1, 9)]);
    expect(union([])).toEqual([]);
  });

  it("have a common part and a rest", () => {
    const [a, b] = [
      [stretch(0, 10), stretch(20, 30)],
      [stretch(5, 8), stretch(9, 22), stretch(40, 50)],
    ];
    expect(intersection(a, b)).toEqual([stretch(5, 8), stretch(9, 10), stretch(20, 22)]);
    expect(difference(a, b)).toEqual([stretch(0, 5), stretch(8, 9), stretch(22, 30)]);
    expect(difference(a, [])).toEqual(a);
    expect(difference([], b)).toEqual([]);
  });

  it("are cut at both ends, and as long as their parts together", () => {
    expect(clipped([stretch(0, 10), stretch(20, 30)], 5, 25)).toEqual([stretch(5, 10), stretch(20, 25)]);
    expect(clipped([stretch(0, 10)], 7, 7)).toEqual([]);
    expect(lengthOf([stretch(0, 10), stretch(20, 35)])).toBe(25);
  });

  it("agree with a set of instants, whatever they are", () => {
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [a, b] = [union(one), union(other)];
        same(a, (at) => inside(one, at));
        same(union([...a, ...b]), (at) => inside(one, at) || inside(other, at));
        const common = intersection(a, b);
        for (let at = 0; at <= LAST + 13; at++)
          expect(inside(common, at)).toBe(inside(one, at) && inside(other, at));
        const rest = difference(a, b);
        for (let at = 0; at <= LAST + 13; at++)
          expect(inside(rest, at)).toBe(inside(one, at) && !inside(other, at));
        expect(lengthOf(common) + lengthOf(rest)).toBe(lengthOf(a));
      }),
      { numRuns: 200 },
    );
  });
});
