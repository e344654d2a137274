import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { majorUnits, minorUnits } from "./money.ts";

describe("amounts", () => {
  it.each([
    ["1000000", "KRW", 1_000_000n],
    ["0", "KRW", 0n],
    ["199.99", "USD", 19_999n],
    ["199.9", "USD", 19_990n],
    ["199", "USD", 19_900n],
  ] as const)("%s %s are %i in minor units", (text, currency, minor) => {
    expect(minorUnits(text, currency)).toBe(minor);
  });

  it.each([
    ["1.5", "KRW"],
    ["1.", "USD"],
    ["1.234", "USD"],
    ["-1", "USD"],
    ["1,000", "KRW"],
    ["", "KRW"],
    ["1e6", "KRW"],
    ["9999999999999999", "KRW"],
  ] as const)("%j %s is none", (text, currency) => {
    expect(minorUnits(text, currency)).toBeNull();
  });

  it("are written with the decimals of their currency", () => {
    expect([majorUnits(50_000n, "KRW"), majorUnits(2_000n, "USD"), majorUnits(5n, "USD")]).toEqual([
      "50000",
      "20.00",
      "0.05",
    ]);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), (minor) => {
        expect(minorUnits(majorUnits(minor, "USD"), "USD")).toBe(minor);
        expect(minorUnits(majorUnits(minor, "KRW"), "KRW")).toBe(minor);
      }),
      { numRuns: 50 },
    );
  });
});
