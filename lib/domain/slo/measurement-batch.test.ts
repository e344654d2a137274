import { describe, expect, it } from "vitest";
import { countsOf } from "./boundaries.ts";
import { MAX_AGE_MS, namedSlis, readMeasurements } from "./measurement-batch.ts";

const NOW = Date.parse("2026-11-24T10:02:00Z");
const START = "2026-11-24T10:00:00Z";
const SLIS = new Map([
  ["requests", { id: "r", kind: "ratio" as const }],
  ["latency", { id: "l", kind: "latency" as const }],
]);
const good = { sli: "requests", window_start: START, good: 9, total: 10 };
const read = (...batch: unknown[]) => readMeasurements(batch, SLIS, NOW);
const faultOf = (entry: unknown) => read(entry).rejected[0]?.message;
const histogram = (buckets: unknown, more: object = {}) => ({
  ...{ sli: "latency", window_start: START, histogram: buckets },
  ...more,
});

describe("readMeasurements", () => {
  it("takes good and total of a window, five minutes if nothing is said", () => {
    expect(read(good, { ...good, window_seconds: 60, source: "eu:1" }).measurements).toEqual([
      {
        sliId: "r",
        windowAt: Date.parse(START),
        windowSeconds: 300,
        source: "api",
        good: 9n,
        total: 10n,
        counts: [],
      },
      {
        sliId: "r",
        windowAt: Date.parse(START),
        windowSeconds: 60,
        source: "eu:1",
        good: 9n,
        total: 10n,
        counts: [],
      },
    ]);
  });

  it("takes the instant in every zone", () => {
    const [one] = read({ ...good, window_start: "2026-11-24T19:00:00+09:00" }).measurements;
    expect(one!.windowAt).toBe(Date.parse(START));
  });

  it("counts latencies of buckets, and their number where it is not said", () => {
    const [one] = read(histogram({ "100000": 2, "+Inf": 1 })).measurements;
    expect(one).toMatchObject({ sliId: "l", good: 3n, total: 3n, counts: countsOf([99_999, 99_999, 1e9]) });
    expect(read(histogram({}, { good: 0, total: 0 })).measurements).toHaveLength(1);
  });

  it("keeps the later of two for one window of one source", () => {
    const { measurements, repeated } = read(good, { ...good, good: 1 }, { ...good, source: "b" });
    expect(measurements.map(({ good, source }) => [good, source])).toEqual([
      [1n, "api"],
      [9n, "b"],
    ]);
    expect(repeated).toBe(1);
  });

  it("tells what is wrong by place and keeps the rest", () => {
    const { measurements, rejected } = read(null, good, { ...good, good: 11 });
    expect(measurements).toHaveLength(1);
    expect(rejected).toEqual([
      { index: 0, message: "must be an object" },
      { index: 2, message: "good must not be above total: 11 > 10" },
    ]);
  });

  it.each([
    ["text", /an object/],
    [[], /sli must be a text/],
    [{ ...good, sli: "others" }, /unknown on this page/],
    [{ ...good, window_start: "2026-11-24T10:00:00" }, /ISO-8601/],
    [{ ...good, window_start: 1_795_000_000_000 }, /ISO-8601/],
    [{ ...good, window_start: "2026-11-24T10:01:00Z" }, /whole 300 s/],
    [{ ...good, window_seconds: 7 }, /divides 300/],
    [{ ...good, window_seconds: 0 }, /divides 300/],
    [{ ...good, window_seconds: "60" }, /divides 300/],
    [{ ...good, window_start: "2026-11-24T10:10:00Z" }, /in the future/],
    [{ ...good, window_start: new Date(NOW - MAX_AGE_MS - 120_000).toISOString() }, /in the past/],
    [{ ...good, source: "a b" }, /source must/],
    [{ ...good, source: "" }, /source must/],
    [{ ...good, good: -1 }, /good must be a whole number/],
    [{ ...good, good: 1.5 }, /good must be a whole number/],
    [{ ...good, total: Number.NaN }, /total must be a whole number/],
    [{ ...good, total: 2 ** 53 }, /total must be a whole number/],
    [{ ...good, total: undefined }, /total must be a whole number/],
    [{ ...good, histogram: { "100": 1 } }, /not latencies/],
    [histogram(undefined), /histogram is missing/],
    [histogram([1, 2]), /histogram must be an object/],
    [histogram({ "-1": 1 }), /histogram must be an object/],
    [histogram({ "0.5": 1 }), /histogram must be an object/],
    [histogram(Object.fromEntries(Array.from({ length: 301 }, (_, i) => [i + 1, 1]))), /at most 300/],
    [histogram({ "100": -1 }), /each count must be/],
    [histogram({ "100": 1 }, { total: 2 }), /counts 1 events and total says 2/],
  ])("refuses %j", (entry, fault) => {
    expect(faultOf(entry)).toMatch(fault);
  });
});

describe("namedSlis", () => {
  it("names each key once and passes over what has none", () => {
    expect(namedSlis([good, good, { sli: 5 }, null, "x", { sli: "b" }])).toEqual(["requests", "b"]);
  });
});
