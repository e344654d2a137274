import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BINS,
  BOUNDARIES_US,
  binOf,
  CONTRACT_US,
  countsOf,
  countsOfBuckets,
  isBoundary,
} from "./boundaries.ts";

const filled = (counts: readonly bigint[]) =>
  Object.fromEntries(counts.flatMap((count, bin) => (count > 0n ? [[bin, Number(count)]] : [])));

describe("the boundaries of latencies", () => {
  it("hold every threshold of the contract, its 80 % and its 200 %", () => {
    const thresholdsMs = [50, 100, 200, 500, 1000, 2000, 5000, 10_000];
    const percentilesMs = [50, 100, 1000, 2000, 5000];
    for (const ms of thresholdsMs) expect(isBoundary(ms * 1000), `${ms} ms`).toBe(true);
    for (const ms of percentilesMs) {
      expect(isBoundary(ms * 800), `80 % of ${ms} ms`).toBe(true);
      expect(isBoundary(ms * 2000), `200 % of ${ms} ms`).toBe(true);
    }
    for (const us of CONTRACT_US) expect(isBoundary(us) && isBoundary(us + 1), `${us} µs`).toBe(true);
  });

  it("are never more than 5 % apart, and go up", () => {
    BOUNDARIES_US.slice(1).forEach((us, i) => {
      const before = BOUNDARIES_US[i]!;
      expect(us).toBeGreaterThan(before);
      expect(us * 20).toBeLessThanOrEqual(before * 21);
    });
  });

  it("are what is stored, for ever", () => {
    expect([BOUNDARIES_US.length, BINS]).toEqual([252, 253]);
    expect(BOUNDARIES_US.slice(0, 4)).toEqual([1000, 1050, 1102, 1157]);
    expect(BOUNDARIES_US.at(-1)).toBe(60_000_000);
    expect(BOUNDARIES_US.reduce((hash, us) => (hash * 31 + us) % 1_000_000_007, 7)).toBe(676_746_033);
  });

  it("say of no other value that it is one", () => {
    expect(isBoundary(0)).toBe(false);
    expect(isBoundary(999)).toBe(false);
    expect(isBoundary(100_002)).toBe(false);
    expect(isBoundary(60_000_001)).toBe(false);
  });
});

describe("counts", () => {
  it("put a latency at a boundary above it", () => {
    const bin = binOf(100_000);
    expect(binOf(99_999)).toBe(bin - 1);
    expect(binOf(100_001)).toBe(bin + 1);
    expect([binOf(0), binOf(999), binOf(1000)]).toEqual([0, 0, 1]);
    expect([binOf(59_999_999), binOf(60_000_000), binOf(1e12)]).toEqual([BINS - 2, BINS - 1, BINS - 1]);
  });

  it("agree with looking at every boundary in turn", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70_000_000 }), (us) => {
        expect(binOf(us)).toBe(BOUNDARIES_US.filter((boundary) => boundary <= us).length);
      }),
      { numRuns: 300 },
    );
  });

  it("hold every latency once, whole microseconds of it", () => {
    expect(countsOf([])).toEqual(new Array(BINS).fill(0n));
    expect(filled(countsOf([10, 99_999.9, 100_000, 100_000, 1e9]))).toEqual({
      0: 1,
      [binOf(99_999)]: 1,
      [binOf(100_000)]: 2,
      [BINS - 1]: 1,
    });
  });

  it("take buckets of others just below their upper end", () => {
    const counts = countsOfBuckets([
      { upToUs: 100_000, count: 7n },
      { upToUs: 99_999.5, count: 1n },
      { upToUs: 0, count: 2n },
      { upToUs: Number.POSITIVE_INFINITY, count: 3n },
    ]);
    expect(filled(counts)).toEqual({ 0: 2, [binOf(99_999)]: 8, [BINS - 1]: 3 });
  });
});
