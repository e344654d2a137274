import { describe, expect, it } from "vitest";
import { between, downscaled, upperEnd } from "./difference.ts";
import { keptValue, valueOfKept } from "./kept.ts";
import type { ExplicitValue, ExponentialValue, OtlpPoint, OtlpValue } from "./point.ts";
import { follow, REMEMBERED_DELTAS, type SeriesState } from "./series.ts";

const SECOND = 1_000_000_000n;
const T = 1_795_658_400n * SECOND;
const sum = (count: number): OtlpValue => ({ kind: "sum", count: BigInt(count) });
const explicit = (counts: number[], bounds = [1, 2]): ExplicitValue => ({
  ...{ kind: "explicit", bounds, max: null, counts: counts.map(BigInt) },
  count: BigInt(counts.reduce((all, one) => all + one, 0)),
});
const exponential = (fields: Partial<ExponentialValue>): ExponentialValue => {
  const value = {
    ...{ kind: "exponential" as const, scale: 0, zeroCount: 0n, zeroThreshold: 0, offset: 0 },
    ...{ counts: [], max: null, ...fields },
  };
  return { ...value, count: value.counts.reduce((all, one) => all + one, value.zeroCount) };
};

type Told = { at: number; value: OtlpValue; startAt?: number };
const pointOf = (temporality: OtlpPoint["temporality"], { at, value, startAt }: Told): OtlpPoint => ({
  ...{ metric: "m", stream: "p", series: "s", attributes: new Map(), temporality, value },
  ...{ timeNs: T + BigInt(at) * SECOND, startNs: startAt === undefined ? 0n : T + BigInt(startAt) * SECOND },
});

/** How many each of the points adds, in seconds since T; "-" for nothing, a text for what is wrong. */
function gainsOf(temporality: OtlpPoint["temporality"], points: Told[], streamSince: bigint | null = null) {
  let state: SeriesState | null = null;
  return points.map((one) => {
    const followed = follow(pointOf(temporality, one), state, streamSince);
    state = followed.state;
    return followed.fault ?? (followed.gained ? Number(followed.gained.count) : "-");
  });
}

describe("deltas", () => {
  it("add each, in any order, and never twice", () => {
    const told = [0, 60, 30, 60, 0, 90].map((at) => ({ at, value: sum(at + 1) }));
    expect(gainsOf("delta", told)).toEqual([1, 61, 31, "-", "-", 91]);
  });

  it("are refused when nobody remembers whether they were counted", () => {
    const told = Array.from({ length: REMEMBERED_DELTAS + 1 }, (_, i) => ({ at: i * 10, value: sum(1) }));
    const late = gainsOf("delta", [...told, { at: 5, value: sum(1) }, { at: 15, value: sum(1) }]);
    expect(late.slice(-2)).toEqual([expect.stringMatching(/^is older than the last 64 points/), 1]);
  });
});

describe("what is remembered", () => {
  const states = (temporality: OtlpPoint["temporality"], ...points: Told[]) => {
    let state: SeriesState | null = null;
    for (const one of points) ({ state } = follow(pointOf(temporality, one), state, null));
    return state;
  };
  const at = (seconds: number) => T + BigInt(seconds) * SECOND;

  it("of deltas are their ends, the youngest of them, in order", () => {
    const told = [30, 0, 60, 20].map((seconds) => ({ at: seconds, value: sum(1) }));
    expect(states("delta", ...told)).toEqual({
      ...{ firstNs: at(30), startNs: 0n, lastNs: at(60), value: null },
      recentNs: [at(0), at(20), at(30), at(60)],
    });
    const many = Array.from({ length: REMEMBERED_DELTAS + 5 }, (_, i) => ({ at: i * 10, value: sum(1) }));
    const { recentNs } = states("delta", ...many)!;
    expect([recentNs.length, recentNs[0]]).toEqual([REMEMBERED_DELTAS, at(50)]);
  });

  it("of cumulative values is the last of them, and when the first was heard", () => {
    const told = [0, 60, 30].map((seconds) => ({ at: seconds, value: sum(seconds), startAt: -9 }));
    expect(states("cumulative", ...told)).toEqual({
      ...{ firstNs: at(0), startNs: at(-9), lastNs: at(60), value: sum(60), recentNs: [] },
    });
  });

  it("is as it was when nothing was new", () => {
    const kept = states("delta", { at: 0, value: sum(1) })!;
    expect(follow(pointOf("delta", { at: 0, value: sum(1) }), kept, null).state).toBe(kept);
  });
});

describe("cumulative values", () => {
  it("add what is new in them; the first says only where counting begins", () => {
    const told = [100, 100, 104, 110].map((count, i) => ({ at: i * 60, value: sum(count), startAt: -9_000 }));
    expect(gainsOf("cumulative", told)).toEqual(["-", 0, 4, 6]);
  });

  it("that began just now, or join a stream that was heard before, are all new", () => {
    const first = (startAt?: number) => [{ at: 0, value: sum(7), ...(startAt !== undefined && { startAt }) }];
    expect(gainsOf("cumulative", first(-300))).toEqual([7]);
    expect(gainsOf("cumulative", first(-301))).toEqual(["-"]);
    // A start at the instant of the point itself is how senders say that they do not know it.
    expect(gainsOf("cumulative", first(0))).toEqual(["-"]);
    expect(gainsOf("cumulative", first())).toEqual(["-"]);
    expect(gainsOf("cumulative", first(-9_000), T - SECOND)).toEqual([7]);
    expect(gainsOf("cumulative", first(-9_000), T)).toEqual(["-"]);
  });

  it("begin anew after a restart: by their start, or because they are less", () => {
    const started = [
      { at: 0, value: sum(10), startAt: -60 },
      { at: 60, value: sum(12), startAt: 30 },
      { at: 120, value: sum(15), startAt: 30 },
    ];
    expect(gainsOf("cumulative", started)).toEqual([10, 12, 3]);
    const unknown = [10, 4, 5].map((count, i) => ({ at: i * 60, value: sum(count) }));
    expect(gainsOf("cumulative", unknown)).toEqual(["-", 4, 1]);
  });

  it("that are repeated or come late add nothing: what they say is part of what was counted", () => {
    const told = [0, 120, 60, 120, 180].map((at) => ({ at, value: sum(at), startAt: -60 }));
    expect(gainsOf("cumulative", told)).toEqual([0, 120, "-", "-", 60]);
  });

  it("with other buckets than before are told, and counted from there on", () => {
    const told = [explicit([1, 0, 0]), explicit([1, 1], [5]), explicit([1, 2], [5])];
    const gains = gainsOf(
      "cumulative",
      told.map((value, i) => ({ at: i, value, startAt: -1 })),
    );
    expect(gains).toEqual([1, expect.stringMatching(/^has other buckets/), 1]);
  });
});

describe("the difference of histograms", () => {
  it("is taken bucket by bucket", () => {
    expect(between(explicit([3, 2, 1]), explicit([1, 2, 0]))).toEqual(explicit([2, 0, 1]));
    expect(between(explicit([0, 9, 0]), explicit([1, 2, 0]))).toBe("less");
    expect(between(explicit([1, 2, 0]), sum(1))).toBe("other");
    expect(between(sum(9), explicit([1, 2, 0]))).toBe("other");
    expect(between(exponential({ counts: [9n] }), explicit([1, 2, 0]))).toBe("other");
    expect(between(explicit([9, 9, 9]), exponential({ counts: [1n] }))).toBe("other");
    expect(between(explicit([1, 1, 1]), explicit([1, 1, 0], [1, 3]))).toBe("other");
    expect(between(explicit([1, 1, 1]), explicit([1, 1], [1]))).toBe("other");
    expect(between(explicit([1, 1], [1]), explicit([0, 1, 0]))).toBe("other");
    expect(between(sum(5), sum(5))).toEqual(sum(0));
  });

  it("of exponential ones follows them when their buckets widen and shift", () => {
    // Scale 1: buckets end at √2, 2, 2√2, 4; scale 0: at 2, 4.
    const fine = exponential({ scale: 1, offset: 0, counts: [1n, 2n, 3n, 4n] });
    expect(downscaled(fine, 1)).toMatchObject({ scale: 0, offset: 0, counts: [3n, 7n] });
    expect(downscaled(exponential({ scale: 1, offset: -3, counts: [1n, 2n, 4n] }), 1)).toMatchObject({
      ...{ scale: 0, offset: -2, counts: [1n, 6n] },
    });
    expect(downscaled(exponential({ scale: 3, offset: 5 }), 2)).toMatchObject({ scale: 1, counts: [] });
    const wide = exponential({ offset: -1, counts: [5n, 4n, 7n, 1n], zeroCount: 2n });
    expect(between(wide, fine)).toMatchObject({
      offset: -1,
      counts: [5n, 1n, 0n, 1n],
      zeroCount: 2n,
      count: 9n,
    });
    expect(between(fine, wide)).toBe("less");
    expect(between({ ...fine, count: 99n }, wide)).toBe("other");
    expect(between(exponential({ offset: 9, counts: [20n] }), fine)).toBe("less");
  });

  it("counts as zero what a wider zero took in, unless it cut a bucket", () => {
    const before = exponential({ offset: -2, counts: [1n, 2n, 3n], zeroCount: 1n });
    const now = (zeroThreshold: number, zeroCount: bigint) =>
      exponential({ offset: 0, counts: [4n], zeroCount, zeroThreshold });
    expect(upperEnd(0, -2)).toBe(0.5);
    expect(between(now(1, 5n), before)).toMatchObject({ zeroCount: 1n, counts: [1n], count: 2n });
    expect(between(now(0.75, 9n), before)).toBe("other");
    // Nothing lies in the bucket that is cut, or the zero ends where a bucket does.
    const hollow = exponential({ offset: -2, counts: [1n, 0n], zeroCount: 1n });
    expect(between(now(0.75, 9n), hollow)).toMatchObject({ zeroCount: 7n, counts: [4n], count: 11n });
    expect(between(now(0.5, 9n), exponential({ offset: -2, counts: [1n], zeroCount: 1n }))).toMatchObject({
      ...{ zeroCount: 7n, count: 11n },
    });
    expect(between(now(0, 0n), exponential({ counts: [1n], zeroCount: 1n }))).toBe("less");
    expect(between(now(0, 1n), exponential({ counts: [4n], zeroCount: 1n }))).toMatchObject({ count: 0n });
    expect(between(exponential({ counts: [99n] }), now(1, 1n))).toBe("other");
  });
});

describe("what is kept of a value", () => {
  it.each([
    sum(7),
    { ...explicit([3, 2, 1]), max: 1.5 },
    exponential({ scale: 3, offset: -4, counts: [1n, 2n ** 52n], zeroCount: 3n, zeroThreshold: 1e-6 }),
  ])("is JSON, and the same when it is read again: %o", (value) => {
    expect(valueOfKept(JSON.parse(keptValue(value)))).toEqual(value);
  });
});
