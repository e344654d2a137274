import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentile } from "./percentile.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe("percentile, nearest rank", () => {
  it.each<[string, number[], number, number | null]>([
    ["nothing", [], 0.5, null],
    ["one value", [7], 0.5, 7],
    ["one value, high", [7], 0.99, 7],
    ["the median of an even count is the lower", [1, 2, 3, 4], 0.5, 2],
    ["the median of an odd count", [1, 2, 3], 0.5, 2],
    ["P95 of 20", upTo(20), 0.95, 19],
    ["P95 of 10 needs all 10", upTo(10), 0.95, 10],
    ["P99 of 100", upTo(100), 0.99, 99],
    ["P99 of 101", upTo(101), 0.99, 100],
    ["P7 of 100, where floating point slips", upTo(100), 0.07, 7],
    ["P55 of 100, where floating point slips", upTo(100), 0.55, 55],
    ["the largest", upTo(9), 1, 9],
    ["never before the first", upTo(9), 0.0001, 1],
  ])("%s", (_title, sorted, q, expected) => {
    expect(percentile(sorted, q)).toBe(expected);
  });

  it("has at least q of the values at or below it, and fewer than q strictly below (integer arithmetic)", () => {
    const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 10_000 }), (given, q) => {
        const sorted = given.sort((a, b) => a - b);
        const value = percentile(sorted, q / 10_000) as number;
        const count = (test: (one: number) => boolean) => sorted.filter(test).length * 10_000;
        expect(count((one) => one <= value)).toBeGreaterThanOrEqual(q * sorted.length);
        expect(count((one) => one < value)).toBeLessThan(q * sorted.length);
      }),
    );
  });
});
