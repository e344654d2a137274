import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binOf } from "../boundaries.ts";
import { addAmounts, isOf, latencyCounts, type OtlpSli, windowOf } from "./amounts.ts";
import { followAll, type KnownSeries } from "./gains.ts";
import type { ExplicitValue, ExponentialValue, OtlpPoint, OtlpValue } from "./point.ts";

const MINUTE = 60_000;
const T = Date.parse("2026-11-24T10:00:00Z");
const ns = (at: number) => BigInt(at) * 1_000_000n;
const NOTHING: KnownSeries = { states: new Map(), heardSinceNs: new Map(), room: 100 };

const sli = (
  fields: Partial<OtlpSli["source"]> = {},
  kind: OtlpSli["kind"] = "ratio",
  id = "a",
): OtlpSli => ({
  ...{ id, kind },
  source: { kind: "otlp", metric: "m", attributes: {}, good: { outcome: "ok" }, ...fields },
});
const point = (
  at: number,
  value: OtlpValue | number,
  attributes: Record<string, string> = { outcome: "ok" },
  metric = "m",
): OtlpPoint => ({
  ...{ metric, stream: metric, series: `${metric} ${JSON.stringify(attributes)}`, temporality: "delta" },
  ...{ attributes: new Map(Object.entries(attributes)), startNs: 0n, timeNs: ns(at) },
  value: typeof value === "number" ? { kind: "sum", count: BigInt(value) } : value,
});
const explicit = (bounds: number[], counts: number[], max: number | null = null): ExplicitValue => ({
  ...{ kind: "explicit", bounds, counts: counts.map(BigInt), max },
  count: BigInt(counts.reduce((all, one) => all + one, 0)),
});
const binsOf = (counts: readonly bigint[]) =>
  counts.flatMap((count, bin) => (count > 0n ? [[bin, Number(count)]] : []));

describe("an SLI of OpenTelemetry", () => {
  it.each([
    [{ route: "/a" }, { route: "/a", code: "200" }, true],
    [{ route: "/a" }, { route: "/ab" }, false],
    [{ route: "/a" }, {}, false],
    [{ code: "200|204" }, { code: "204" }, true],
    [{ code: "2*|3*" }, { code: "302" }, true],
    [{ code: "2*|3*" }, { code: "500" }, false],
    [{ name: "a*b*c" }, { name: "a-b-c" }, true],
    [{ name: "a*b*c" }, { name: "acb" }, false],
    [{ name: "a*a" }, { name: "a" }, false],
    [{ name: "a*bb*b" }, { name: "abb" }, false],
    [{ name: "a*b*b" }, { name: "acbb" }, true],
    [{ name: "a*b" }, { name: "cab" }, false],
    [{ name: "*b" }, { name: "ab" }, true],
    [{ name: "*b" }, { name: "ba" }, false],
    [{ name: "" }, { name: "x" }, false],
    [{ name: "*" }, { name: "" }, true],
    [{ code: "2*", route: "/a" }, { code: "200" }, false],
  ])("of %j counts a point of %j: %s", (attributes, given, is) => {
    expect(
      isOf(
        point(T, 1, given as Record<string, string>),
        sli({ attributes: attributes as Record<string, string> }),
      ),
    ).toBe(is);
    expect(isOf(point(T, 1, given as Record<string, string>, "other"), sli())).toBe(false);
  });

  it("counts a point in the five minutes in which it ends", () => {
    expect([1, 5 * MINUTE, 5 * MINUTE + 1].map((ms) => windowOf(point(T + ms, 1)) - T)).toEqual([
      ...[0, 0, 5 * MINUTE],
    ]);
  });

  it("adds good and bad series of a window, for every SLI that asks for them", () => {
    const slis = [sli(), sli({ attributes: { zone: "a" } }, "ratio", "b")];
    const points = [
      point(T + MINUTE, 5, { outcome: "ok", zone: "a" }),
      point(T + MINUTE, 2, { outcome: "failed", zone: "b" }),
      point(T + 2 * MINUTE, 3, { outcome: "ok", zone: "a" }),
      point(T + 6 * MINUTE, 1, { outcome: "failed", zone: "a" }),
    ];
    const { gains, changed, rejected } = followAll(points, slis, NOTHING);
    expect(rejected).toEqual([]);
    expect(changed).toHaveLength(3);
    expect(gains).toEqual([
      { sliId: "a", windowAt: T, good: 8n, total: 10n, counts: [] },
      { sliId: "b", windowAt: T, good: 8n, total: 8n, counts: [] },
      { sliId: "a", windowAt: T + 5 * MINUTE, good: 0n, total: 1n, counts: [] },
      { sliId: "b", windowAt: T + 5 * MINUTE, good: 0n, total: 1n, counts: [] },
    ]);
  });

  it("of latencies refuses sums, and one that counts takes histograms as well", () => {
    const latency = sli({ unitUs: 1_000 }, "latency", "b");
    expect(followAll([point(T, 1)], [latency], NOTHING)).toMatchObject({
      ...{
        gains: [],
        rejected: [{ metric: "m", points: 1, reason: "a sum has no latencies: send a histogram" }],
      },
    });
    expect(followAll([point(T, 1)], [sli(), latency], NOTHING)).toMatchObject({ rejected: [], gains: [{}] });
    const { gains } = followAll([point(T, explicit([1], [1, 2]))], [sli()], NOTHING);
    expect(gains).toMatchObject([{ good: 3n, total: 3n, counts: [] }]);
  });

  it("follows points in the order of their times, and begins where nothing is known", () => {
    const value = (at: number, count: number, outcome = "ok") => ({
      ...point(at, count, { outcome }),
      temporality: "cumulative" as const,
    });
    const told = [value(T + 3 * MINUTE, 9), value(T + MINUTE, 4), value(T + 2 * MINUTE, 7)];
    const first = followAll(told, [sli()], NOTHING);
    expect(first.gains).toMatchObject([{ good: 5n, total: 5n }]);
    expect(first.changed).toMatchObject([{ state: { value: { count: 9n }, lastNs: ns(T + 3 * MINUTE) } }]);
    const known = { ...NOTHING, heardSinceNs: new Map([["m", ns(T)]]) };
    const joined = followAll([value(T + MINUTE, 2, "failed")], [sli()], known);
    expect(joined.gains).toMatchObject([{ good: 0n, total: 2n }]);
    const states = new Map(first.changed.map(({ point: one, state }) => [one.series, state]));
    const again = followAll(told, [sli()], { ...NOTHING, states, room: 0 });
    expect(again).toEqual({ gains: [], changed: [], rejected: [] });
  });

  it("remembers series that nobody counts yet, and tells of values that nobody can compare", () => {
    const other = followAll([point(T, 1, { zone: "b" })], [sli({ attributes: { zone: "a" } })], NOTHING);
    expect([other.gains, other.changed.length, other.rejected]).toEqual([[], 1, []]);
    const histogram = (at: number, value: ExplicitValue) => ({
      ...{ ...point(at, value), temporality: "cumulative" as const, startNs: ns(T) },
    });
    const told = [
      histogram(T + MINUTE, explicit([1], [1, 0])),
      histogram(T + 2 * MINUTE, explicit([2], [1, 1])),
    ];
    expect(followAll(told, [sli()], NOTHING)).toMatchObject({
      ...{ gains: [{ total: 1n }], rejected: [{ metric: "m", points: 1 }] },
    });
    const [latency, events] = [sli({ unitUs: 1_000 }, "latency", "b"), sli()];
    const both = followAll([point(T, 4)], [latency, events], NOTHING);
    expect(both.gains).toEqual([{ sliId: "a", windowAt: T - 5 * MINUTE, good: 4n, total: 4n, counts: [] }]);
  });

  it("of latencies adds counts of a window, as slow as their buckets", () => {
    const slis = [sli({ unitUs: 1_000 }, "latency")];
    const two = [point(T + 1, explicit([50, 100], [1, 2, 0])), point(T + 2, explicit([50, 100], [3, 0, 0]))];
    const { gains } = followAll(two, slis, NOTHING);
    expect(gains).toMatchObject([{ good: 6n, total: 6n }]);
    expect(binsOf(gains[0]!.counts)).toEqual([
      [binOf(49_999), 4],
      [binOf(99_999), 2],
    ]);
    const value: ExponentialValue = {
      ...{ kind: "exponential", count: 3n, scale: 0, zeroCount: 0n, zeroThreshold: 0, max: null },
      ...{ offset: 3, counts: [1n, 2n] },
    };
    expect(binsOf(latencyCounts(value, 1_000))).toEqual([
      [binOf(15_999), 1],
      [binOf(31_999), 2],
    ]);
  });

  it("takes no more series than there is room for, and goes on with those it knows", () => {
    const known = { ...NOTHING, room: 1 };
    const points = [point(T, 1), point(T, 1, { outcome: "x" }), point(T + 1, 1)];
    const { gains, rejected } = followAll(points, [sli()], known);
    expect([gains[0]?.total, rejected.length, rejected[0]?.reason]).toEqual([
      ...[1n, 1, "the page has 20000 series already"],
    ]);
  });
});

describe("latencies on our boundaries", () => {
  it("lie just below the end of their bucket; float noise does not move an end", () => {
    const counts = latencyCounts(explicit([0.05, 0.07, 0.1], [1, 2, 3, 4]), 1e6);
    expect(binsOf(counts)).toEqual([
      [binOf(49_999), 1],
      [binOf(69_999), 2],
      [binOf(99_999), 3],
      [binOf(Number.MAX_SAFE_INTEGER), 4],
    ]);
  });

  it("are at most what the sender knows as the slowest", () => {
    const counts = latencyCounts(explicit([0.1], [0, 4], 0.15), 1e6);
    expect(binsOf(counts)).toEqual([[binOf(150_000), 4]]);
    expect(binsOf(latencyCounts(explicit([], [2], 0.1), 1e6))).toEqual([[binOf(100_000), 2]]);
  });

  it("of exponential histograms are never faster than they were, and at most a bucket slower", () => {
    const latency = fc.record({
      scale: fc.integer({ min: 0, max: 8 }),
      ms: fc.double({ min: 1, max: 50_000, noNaN: true }),
    });
    fc.assert(
      fc.property(latency, ({ scale, ms }) => {
        const bucket = Math.ceil(Math.log2(ms) * 2 ** scale) - 1;
        const value: ExponentialValue = {
          ...{ kind: "exponential", count: 1n, scale, zeroCount: 0n, zeroThreshold: 0, max: null },
          ...{ offset: bucket, counts: [1n] },
        };
        const [[bin]] = binsOf(latencyCounts(value, 1_000)) as [[number, number]];
        expect(bin).toBeGreaterThanOrEqual(binOf(Math.max(0, Math.ceil(ms * 1_000) - 2)));
        expect(bin).toBeLessThanOrEqual(binOf(Math.ceil(ms * 1_000 * 2 ** (2 ** -scale)) + 1));
      }),
      { numRuns: 300 },
    );
  });

  it("of an exponential histogram's zero lie below its threshold", () => {
    const value: ExponentialValue = {
      ...{ kind: "exponential", count: 3n, scale: 0, zeroCount: 3n, zeroThreshold: 0.2, max: null },
      ...{ offset: 0, counts: [] },
    };
    expect(binsOf(latencyCounts(value, 1e6))).toEqual([[binOf(199_999), 3]]);
  });

  it("add up bin by bin, also with none", () => {
    const [a, b] = [latencyCounts(explicit([0.1], [1, 1]), 1e6), latencyCounts(explicit([0.1], [2, 0]), 1e6)];
    const amounts = (counts: bigint[]) => ({ good: 1n, total: 1n, counts });
    expect(binsOf(addAmounts(amounts(a), amounts(b)).counts).map(([, count]) => count)).toEqual([3, 1]);
    expect(addAmounts(amounts([]), amounts(a)).counts).toEqual(a);
  });
});
