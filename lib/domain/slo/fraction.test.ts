import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  compare,
  decimalOf,
  decimalText,
  divide,
  type Fraction,
  floor,
  fraction,
  multiply,
  ONE,
  parsePercent,
  percentText,
  readDecimal,
  readPercent,
  roundHalfUp,
  subtract,
  ZERO,
} from "./fraction.ts";

const of = (numerator: number, denominator = 1) => fraction(BigInt(numerator), BigInt(denominator));
const fractions = fc
  .tuple(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: 1, max: 999 }))
  .map(([n, d]) => of(n, d));
const isSame = (a: Fraction, b: Fraction) => compare(a, b) === 0;

describe("exact fractions", () => {
  it("need a denominator above zero", () => {
    expect(() => of(1, 0)).toThrow(RangeError);
    expect(() => of(1, -2)).toThrow("a fraction needs a denominator above zero");
    expect(() => divide(ONE, ZERO)).toThrow(RangeError);
  });

  it("know that 0.0144 of 0.001 is 14.4 and nothing less", () => {
    const burn = divide(decimalOf("0.0144"), subtract(ONE, parsePercent("99.9")));
    expect(compare(burn, decimalOf(14.4))).toBe(0);
    // The same in binary: why nothing here is a floating-point number.
    expect(0.0144 / (1 - 0.999)).toBeLessThan(14.4);
  });

  it.each([
    [1, 3, 1, 2, -1],
    [2, 4, 1, 2, 0],
    [-1, 2, -2, 3, 1],
    [1, 2, 1, 3, 1],
  ])("compare %i/%i with %i/%i: %i", (a, b, c, d, expected) => {
    expect(compare(of(a, b), of(c, d))).toBe(expected);
  });

  it.each([
    [7, 2, 3n, 4n],
    [-7, 2, -4n, -3n],
    [5, 4, 1n, 1n],
    [-5, 4, -2n, -1n],
    [6, 2, 3n, 3n],
    [-6, 2, -3n, -3n],
    [0, 9, 0n, 0n],
  ])("%i/%i: the floor is %i, rounded half up %i", (n, d, down, rounded) => {
    expect(floor(of(n, d))).toBe(down);
    expect(roundHalfUp(of(n, d))).toBe(rounded);
  });

  it("add, take away, multiply and divide as arithmetic does", () => {
    expect(isSame(add(of(1, 3), of(1, 6)), of(1, 2))).toBe(true);
    fc.assert(
      fc.property(fractions, fractions, (a, b) => {
        expect(isSame(subtract(add(a, b), b), a)).toBe(true);
        expect(isSame(add(a, b), add(b, a))).toBe(true);
        if (b.numerator > 0n) expect(isSame(multiply(divide(a, b), b), a)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("decimals", () => {
  it.each([
    [decimalOf("99.98997"), 2, "99.98"],
    [of(1, 3), 6, "0.333333"],
    [of(-1, 3), 2, "-0.34"],
    [of(-288), 2, "-288.00"],
    [of(7, 2), 0, "3"],
    [of(-7, 2), 0, "-4"],
    [ZERO, 3, "0.000"],
    [of(1, 1000), 2, "0.00"],
  ])("are cut towards less, never rounded up", (value, decimals, text) => {
    expect(decimalText(value, decimals)).toBe(text);
  });

  it("write shares in percent", () => {
    expect(percentText(of(9999, 10_000))).toBe("99.990000");
    expect(percentText(of(2, 3), 4)).toBe("66.6666");
    expect(percentText(ONE)).toBe("100.000000");
  });

  it("read what people write, exactly", () => {
    expect(readDecimal("14.4")).toEqual(of(144, 10));
    expect(readDecimal("0.005")).toEqual(of(5, 1000));
    expect(readDecimal("7")).toEqual(of(7));
    expect(decimalOf(16.8)).toEqual(of(168, 10));
  });

  it.each([
    "",
    "-1",
    "1e3",
    ".5",
    "5.",
    "1,5",
    "NaN",
    "0.1234567890",
    "1234567890123456",
    " 1",
    "1 ",
    "+1",
    "0x1",
  ])("refuse %j", (text) => {
    expect(readDecimal(text)).toBeNull();
    expect(() => decimalOf(text)).toThrow(`${text} is not a decimal`);
    expect(readPercent(text)).toBeNull();
  });

  it("read percentages between 0 and 100 as shares", () => {
    expect(isSame(parsePercent("99.95"), of(9995, 10_000))).toBe(true);
    expect(isSame(parsePercent("100"), ONE)).toBe(true);
    expect(isSame(parsePercent("0"), ZERO)).toBe(true);
    expect(readPercent("100.000000001")).toBeNull();
    expect(() => parsePercent("101")).toThrow("101 is not a percentage");
  });
});
