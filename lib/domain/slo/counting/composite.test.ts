import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, decimalText, fraction } from "../fraction.ts";
import { type Amount, budgetOf, NOTHING, remainingOf, shareOf, sumAmounts } from "./amount.ts";
import { amountOfParts, composed, jointTarget } from "./composite.ts";
import { countedBy, countsWindows, slisOf } from "./parts.ts";

const of = (good: bigint | number, total: bigint | number): Amount => ({
  good: BigInt(good),
  total: BigInt(total),
});
const amounts = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10n ** 12n }))
  .map(([good, bad]) => of(good, good + bad));
const rule = (combine: "worst" | "weighted", ...weights: number[]) => ({
  ...{ kind: "composite" as const, combine },
  parts: weights.map((weight, i) => ({ sli: `s${i}`, weight })),
});
const percent = (amount: Amount) => decimalText(fraction(100n * amount.good, amount.total), 4);

describe("amounts", () => {
  it("add up before they are divided: 99 of 100 and 9,950 of 10,000 are 99.495 %", () => {
    const both = [of(99, 100), of(9_950, 10_000)];
    expect(percent(sumAmounts(both))).toBe("99.4950");
    expect(sumAmounts([])).toEqual(NOTHING);
    expect(shareOf(NOTHING)).toBeNull();
  });

  it("have a budget and what is left of it, below zero when it is overspent", () => {
    const target = fraction(999n, 1000n);
    expect(decimalText(budgetOf(10_000n, target), 1)).toBe("10.0");
    expect(decimalText(remainingOf(of(9_995, 10_000), target), 1)).toBe("5.0");
    expect(compare(remainingOf(of(9_980, 10_000), target), fraction(-10n))).toBe(0);
  });
});

describe("composites", () => {
  it("are as good as the worst of their parts: a busy part hides no quiet one", () => {
    expect(composed(rule("worst", 1, 1, 1), [of(999_999, 1_000_000), of(9, 10), of(99, 100)])).toEqual(
      of(9, 10),
    );
  });

  it("or the weighted mean of the shares, exactly", () => {
    const amount = composed(rule("weighted", 3, 1), [of(1, 1), of(1, 2)]);
    expect(amount).toEqual(of(7, 8));
    expect(composed(rule("weighted", 0.5, 0.25), [of(1, 1), of(0, 1)])).toEqual(of(2, 3));
  });

  it("leave parts without data out, their weight to the others", () => {
    expect(composed(rule("weighted", 3, 1), [NOTHING, of(1, 2)])).toEqual(of(1, 2));
    expect(composed(rule("worst", 1, 1), [NOTHING, of(1, 2)])).toEqual(of(1, 2));
    for (const combine of ["worst", "weighted"] as const)
      expect(composed(rule(combine, 1, 1), [NOTHING, NOTHING])).toEqual(NOTHING);
    expect(composed(rule("weighted", 0, 1), [of(1, 2), NOTHING])).toEqual(NOTHING);
  });

  it("lie between their worst and their best part", () => {
    fc.assert(
      fc.property(
        amounts,
        amounts,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (a, b, v, w) => {
          fc.pre(a.total > 0n && b.total > 0n);
          const [low, high] = [a, b].map((one) => shareOf(one)!).sort(compare);
          const mean = shareOf(composed(rule("weighted", v, w), [a, b]))!;
          expect([compare(mean, low!) >= 0, compare(mean, high!) <= 0]).toEqual([true, true]);
          expect(compare(shareOf(composed(rule("worst", v, w), [a, b]))!, low!)).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("have a joint target: 95 % twice is 90 %", () => {
    expect(decimalText(jointTarget([fraction(95n, 100n), fraction(95n, 100n)]), 2)).toBe("0.90");
  });
});

describe("rules and what they are counted from", () => {
  const latency = { kind: "latency", sli: "l", percentile: 95, thresholdUs: 100_000 } as const;
  const availability = {
    kind: "availability" as const,
    components: ["c"],
    combine: "any" as const,
    evidence: ["e"],
  };

  it("name their SLIs in order; availability has none", () => {
    expect(slisOf(rule("worst", 1, 2))).toEqual(["s0", "s1"]);
    expect(slisOf(latency)).toEqual(["l"]);
    expect(slisOf(availability)).toEqual([]);
  });

  it("count windows of latencies and slices, events of the others", () => {
    expect(countsWindows(latency)).toBe(true);
    expect(countsWindows({ kind: "time_slice", sli: "s", sliceTarget: "99" })).toBe(true);
    expect(countsWindows({ kind: "ratio", sli: "s" })).toBe(false);
    expect(countsWindows(rule("worst", 1))).toBe(false);
  });

  it("are counted anew when they change", () => {
    expect(countedBy(latency)).not.toBe(countedBy({ ...latency, thresholdUs: 200_000 }));
  });

  it("have one amount: the only one, the composed one, or nothing", () => {
    expect(amountOfParts(latency, [of(1, 2)])).toEqual(of(1, 2));
    expect(amountOfParts(latency, [])).toEqual(NOTHING);
    expect(amountOfParts(rule("worst", 1, 1), [of(1, 2), of(1, 3)])).toEqual(of(1, 3));
  });
});
