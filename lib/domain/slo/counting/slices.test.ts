import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { window, windowsOf } from "#lib/testing/slo/judged.ts";
import { countsOf } from "../boundaries.ts";
import { parsePercent } from "../fraction.ts";
import { budgetOf, remainingOf, shareOf, sumAmounts } from "./amount.ts";
import { amountOfParts } from "./composite.ts";
import { isEvaluable, isFastEnough, isGoodSlice, reaches, slicesOf } from "./slices.ts";

const LATENCY = { kind: "latency", sli: "a", percentile: 95, thresholdUs: 100_000 } as const;
const SLICE = { kind: "time_slice", sli: "a", sliceTarget: "95" } as const;
const fast = (n: number) => new Array<number>(n).fill(1);
const slow = (n: number) => new Array<number>(n).fill(100_000);
const latencies = (us: number[]) => window(0, us.length, us.length, countsOf(us));

describe("windows of a latency objective", () => {
  it("are good when the percentile lies below the threshold, and nothing with fewer than 20", () => {
    expect(isFastEnough(LATENCY, latencies([...fast(19), ...slow(1)]))).toBe(true);
    expect(isFastEnough(LATENCY, latencies([...fast(18), ...slow(2)]))).toBe(false);
    expect(isFastEnough(LATENCY, latencies(fast(19)))).toBeNull();
    expect(isFastEnough(LATENCY, latencies(fast(20)))).toBe(true);
    expect(isFastEnough(LATENCY, window(0, 0, 0))).toBeNull();
  });

  it("are counted: good ones of all that say anything", () => {
    const windows = [latencies(fast(20)), latencies(slow(20)), latencies(slow(5)), latencies(fast(30))];
    expect(slicesOf(LATENCY, windows)).toEqual({ good: 2n, total: 3n });
    expect(slicesOf(LATENCY, [])).toEqual({ good: 0n, total: 0n });
  });
});

describe("windows of a time-slice objective", () => {
  it("are good when their share of good reaches the target of a slice", () => {
    const of = (good: number, total: number) => isGoodSlice(SLICE, window(0, good, total));
    expect([of(95, 100), of(94, 100), of(19, 20), of(19, 19), of(0, 0)]).toEqual([
      true,
      false,
      true,
      null,
      null,
    ]);
    expect(slicesOf(SLICE, windowsOf(0, [[95, 100], [94, 100], [1, 2], null]))).toEqual({
      good: 1n,
      total: 2n,
    });
  });

  it("say something from 20 events on", () => {
    expect([isEvaluable({ total: 19n }), isEvaluable({ total: 20n })]).toEqual([false, true]);
    expect(reaches(parsePercent("100"), { good: 20n, total: 20n })).toBe(true);
    expect(reaches(parsePercent("100"), { good: 19n, total: 20n })).toBe(false);
    expect(reaches(parsePercent("0"), { good: 0n, total: 19n })).toBeNull();
  });
});

describe("amounts", () => {
  const amounts = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.bigInt({ min: 0n, max: 10n ** 15n }))
    .map(([good, bad]) => ({ good, total: good + bad }));

  it("add up in any order, and what remains of a budget adds up with them", () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 8 }), (parts) => {
        const sum = sumAmounts(parts);
        expect(sumAmounts(parts.toReversed())).toEqual(sum);
        expect(sum.total - sum.good).toBe(parts.reduce((bad, { good, total }) => bad + total - good, 0n));
        const target = parsePercent("99.9");
        const remaining = remainingOf(sum, target);
        const budget = budgetOf(sum.total, target);
        expect(remaining.numerator * 1000n).toBe(
          (sum.total - (sum.total - sum.good) * 1000n) * remaining.denominator,
        );
        expect(budget.numerator * 1000n).toBe(sum.total * budget.denominator);
      }),
      { numRuns: 100 },
    );
  });

  it("have a share of one at most", () => {
    expect(shareOf({ good: 3n, total: 4n })).toEqual({ numerator: 3n, denominator: 4n });
    expect(shareOf({ good: 0n, total: 0n })).toBeNull();
  });

  it("of a rule with one SLI are that SLI's", () => {
    const only = { good: 1n, total: 2n };
    expect(amountOfParts({ kind: "ratio", sli: "a" }, [only])).toBe(only);
    expect(amountOfParts({ kind: "ratio", sli: "a" }, [])).toEqual({ good: 0n, total: 0n });
    const worst = {
      kind: "composite",
      combine: "worst",
      parts: [
        { sli: "a", weight: 1 },
        { sli: "b", weight: 1 },
      ],
    } as const;
    expect(amountOfParts({ ...worst, parts: [...worst.parts] }, [only, { good: 1n, total: 3n }])).toEqual({
      good: 1n,
      total: 3n,
    });
  });
});
