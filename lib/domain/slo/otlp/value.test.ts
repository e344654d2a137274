import { describe, expect, it } from "vitest";
import { MAX_OTLP_BUCKETS, readExplicit, readExponential, readSum } from "./value.ts";
import { attributesOf, doubleOf, identityOf, integerOf, naturalOf } from "./wire.ts";

const MOST = Number.MAX_SAFE_INTEGER;
const NO_COUNT = "a count is no whole number from 0 to 9007199254740991";

describe("numbers of OTLP's JSON", () => {
  it.each([
    ["7", 7n],
    ["-7", -7n],
    ["18446744073709551615", 18446744073709551615n],
    [7, 7n],
    [7n, 7n],
    ["123456789012345678901", null],
    ["7x", null],
    ["x7", null],
    ["", null],
    [0.5, null],
    [2 ** 53, null],
    [true, null],
    [null, null],
  ])("an integer written as %s is %s", (written, integer) => {
    expect(integerOf(written)).toBe(integer);
  });

  it("a natural number is an integer that is not negative", () => {
    expect([naturalOf("0"), naturalOf("-1"), naturalOf("x")]).toEqual([0n, null, null]);
  });

  it.each([
    [0.5, 0.5],
    ["0.5", 0.5],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["NaN", Number.NaN],
    ["x", null],
    ["", null],
    [" ", null],
    [null, null],
    [7n, null],
  ])("a double written as %s is %s", (written, double) => {
    expect(doubleOf(written)).toBe(double);
  });

  it("attributes keep what is simple, and lists only tell series apart", () => {
    const attribute = (value: object) => [{ key: "k", value }];
    expect([...attributesOf(attribute({ intValue: "x" }))]).toEqual([]);
    expect([...attributesOf(attribute({ stringValue: "" }))]).toEqual([["k", ""]]);
    expect([...attributesOf(attribute({ boolValue: false }))]).toEqual([["k", "false"]]);
    expect([...attributesOf(attribute({ intValue: null }))]).toEqual([]);
    expect(identityOf(attribute({ arrayValue: { values: [7n] } }))).toBe(
      '{"k":{"arrayValue":{"values":["7"]}}}',
    );
    expect(identityOf([...attribute({ intValue: 1 }), { key: "a", value: { stringValue: "1" } }])).toBe(
      '{"a":"1","k":"1"}',
    );
    expect(identityOf(null)).toBe("{}");
  });
});

describe("a sum", () => {
  it.each([
    [{ asInt: "0" }, 0n],
    [{ asInt: String(MOST) }, BigInt(MOST)],
    [{ asInt: String(2n ** 53n) }, null],
    [{ asInt: -1 }, null],
    [{ asDouble: 3 }, 3n],
    [{ asDouble: "3" }, 3n],
    [{ asDouble: 2.5 }, null],
    [{}, null],
  ])("of %j counts %s", (point, count) => {
    expect(readSum(point)).toEqual(count === null ? NO_COUNT : { kind: "sum", count });
  });
});

describe("an explicit histogram", () => {
  const point = { count: "3", bucketCounts: ["1", "2"], explicitBounds: [0.1], max: 0.2 };
  const value = { kind: "explicit", count: 3n, counts: [1n, 2n], bounds: [0.1], max: 0.2 };

  it.each([
    [{}, value],
    [{ max: 0 }, { ...value, max: 0 }],
    [{ max: -1 }, { ...value, max: null }],
    [{ max: "NaN" }, { ...value, max: null }],
    [{ max: "Infinity" }, { ...value, max: null }],
    [{ max: undefined }, { ...value, max: null }],
    [{ explicitBounds: ["Infinity"] }, "explicit_bounds are not ascending numbers"],
    [{ explicitBounds: ["x"] }, "explicit_bounds are not ascending numbers"],
    [{ explicitBounds: [-5] }, { ...value, bounds: [-5] }],
    [{ explicitBounds: [] }, "bucket_counts must be one more than explicit_bounds"],
    [{ bucketCounts: [] }, "bucket_counts must be one more than explicit_bounds"],
    [{ explicitBounds: [1, 1], bucketCounts: [1, 1, 1] }, "explicit_bounds are not ascending numbers"],
    [{ bucketCounts: ["1", "1"] }, "the counts of the buckets do not add up to count"],
    [{ count: "x" }, NO_COUNT],
    [{ bucketCounts: ["1", -2] }, NO_COUNT],
  ])("with %j is read or refused", (fields, expected) => {
    expect(readExplicit({ ...point, ...fields })).toEqual(expected);
  });

  it("has at most so many buckets", () => {
    const of = (buckets: number) =>
      readExplicit({
        count: "0",
        bucketCounts: new Array(buckets).fill("0"),
        explicitBounds: Array.from({ length: buckets - 1 }, (_, i) => i),
      });
    expect(of(MAX_OTLP_BUCKETS)).toMatchObject({ kind: "explicit" });
    expect(of(MAX_OTLP_BUCKETS + 1)).toBe(NO_COUNT);
  });
});

describe("an exponential histogram", () => {
  const point = { count: "4", zeroCount: "1", scale: 3, positive: { offset: -2, bucketCounts: ["1", "2"] } };
  const value = {
    ...{ kind: "exponential", count: 4n, zeroCount: 1n, zeroThreshold: 0, scale: 3, offset: -2 },
    ...{ counts: [1n, 2n], max: null },
  };

  it.each([
    [{}, value],
    [{ scale: 20 }, { ...value, scale: 20 }],
    [{ scale: -10 }, { ...value, scale: -10 }],
    [{ scale: -11 }, "scale must be a whole number from -10 to 20"],
    [{ scale: 0.5 }, "scale must be a whole number from -10 to 20"],
    [{ scale: undefined }, { ...value, scale: 0 }],
    [
      { zeroThreshold: 1e-6, max: 9 },
      { ...value, zeroThreshold: 1e-6, max: 9 },
    ],
    [{ zeroThreshold: "Infinity" }, "zero_threshold must be a number from 0"],
    [{ zeroThreshold: "x" }, "zero_threshold must be a number from 0"],
    [{ negative: { offset: 0, bucketCounts: ["0"] } }, value],
    [{ negative: { bucketCounts: ["x"] } }, NO_COUNT],
    [{ zeroCount: -1 }, NO_COUNT],
    [{ count: null }, NO_COUNT],
    [{ positive: { bucketCounts: [0.5] } }, NO_COUNT],
    [{ positive: { offset: 2 ** 31, bucketCounts: ["1", "2"] } }, { ...value, offset: 2 ** 31 }],
    [{ positive: { offset: 2 ** 31 + 1, bucketCounts: ["1", "2"] } }, "offset must be a whole number"],
    [{ positive: { offset: "2", bucketCounts: ["1", "2"] } }, "offset must be a whole number"],
    [{ count: "3" }, "the counts of the buckets do not add up to count"],
    [
      { count: "1", positive: undefined },
      { ...value, count: 1n, offset: 0, counts: [] },
    ],
  ])("with %j is read or refused", (fields, expected) => {
    expect(readExponential({ ...point, ...fields })).toEqual(expected);
  });
});
