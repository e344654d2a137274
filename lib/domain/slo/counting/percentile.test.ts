import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentile } from "../../status/percentile.ts";
import { BOUNDARIES_US, CONTRACT_US, countsOf } from "../boundaries.ts";
import { addCounts, countOf, nearestRank, percentileUs } from "./percentile.ts";

const latencies = fc.array(fc.integer({ min: 0, max: 30_000_000 }), { minLength: 1, maxLength: 60 });
const percentiles = fc.constantFrom(50, 95, 99);

describe("ranks", () => {
  it.each([
    [95, 10, 10],
    [95, 20, 19],
    [95, 1000, 950],
    [50, 1, 1],
    [50, 2, 1],
    [50, 3, 2],
    [99, 100, 99],
    [99, 101, 100],
  ])("the %i. percentile of %i is the one at %i", (q, n, rank) => {
    expect(nearestRank(q, BigInt(n))).toBe(BigInt(rank));
  });
});

describe("percentiles of counts", () => {
  it("are nothing when nothing is counted", () => {
    expect(percentileUs([], 95)).toBeNull();
    expect(percentileUs(countsOf([]), 95)).toBeNull();
  });

  it("E-14: of 1,000, 949 below 100 ms are too few and 950 are enough", () => {
    const below = (n: number) =>
      countsOf([...new Array(n).fill(99_999), ...new Array(1000 - n).fill(100_000)]);
    expect(percentileUs(below(949), 95)! < 100_000).toBe(false);
    expect(percentileUs(below(950), 95)! < 100_000).toBe(true);
  });

  it("tell a latency at the threshold from one below and one above", () => {
    expect(percentileUs(countsOf([99_999]), 95)).toBe(99_999);
    expect(percentileUs(countsOf([100_000]), 95)).toBe(100_000);
    expect(percentileUs(countsOf([100_001]), 95)).toBeGreaterThan(100_000);
  });

  it("end at the last boundary", () => {
    expect(percentileUs(countsOf([59_999_999]), 50)).toBe(59_999_999);
    expect(percentileUs(countsOf([60_000_000]), 50)).toBe(60_000_000);
    expect(percentileUs(countsOf([9e9]), 50)).toBe(60_000_000);
  });

  it("pass exactly when sorting every latency passes, at every threshold of the contract", () => {
    fc.assert(
      fc.property(latencies, percentiles, (us, q) => {
        const real = percentile(
          [...us].sort((a, b) => a - b),
          q / 100,
        )!;
        const counted = percentileUs(countsOf(us), q)!;
        for (const threshold of CONTRACT_US) {
          expect([threshold, counted < threshold]).toEqual([threshold, real < threshold]);
          expect([threshold, counted > threshold]).toEqual([threshold, real > threshold]);
        }
        expect(counted).toBeGreaterThanOrEqual(real);
        if (real >= BOUNDARIES_US[0]!) expect(counted).toBeLessThanOrEqual(real * 1.05);
      }),
      { numRuns: 200 },
    );
  });

  it("are the same of parts added up as of everything at once", () => {
    fc.assert(
      fc.property(latencies, latencies, percentiles, (a, b, q) => {
        const together = addCounts(countsOf(a), countsOf(b));
        expect(together).toEqual(countsOf([...a, ...b]));
        expect(countOf(together)).toBe(BigInt(a.length + b.length));
        expect(percentileUs(together, q)).toBe(percentileUs(countsOf([...a, ...b]), q));
      }),
      { numRuns: 100 },
    );
  });

  it("add up with nothing to themselves", () => {
    expect(addCounts([], [1n, 2n])).toEqual([1n, 2n]);
    expect(addCounts([1n, 2n], [3n])).toEqual([4n, 2n]);
  });
});
