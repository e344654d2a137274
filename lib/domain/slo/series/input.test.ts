import { describe, expect, it } from "vitest";
import { MAX_BUCKETS, seriesInput } from "./input.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 8, 14, 9, minute)).toISOString();
const bucket = (minute: number, good = 1, total = 1, seconds = 300) => ({
  start: at(minute),
  seconds,
  good,
  total,
});
const BASE = { target: "99.9", window_days: 30, buckets: [bucket(0), bucket(5)], now: at(10) };
function faults(fields: object): [string, string][] {
  const parsed = seriesInput.safeParse({ ...BASE, ...fields });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => [path.join("."), message]);
}

describe("a series to be evaluated", () => {
  it("is read into exact figures", () => {
    expect(seriesInput.parse(BASE)).toEqual({
      target: { numerator: 999n, denominator: 1000n },
      windowSeconds: 2_592_000,
      now: Date.UTC(2026, 8, 14, 9, 10),
      buckets: [0, 5].map((minute) => ({ at: Date.UTC(2026, 8, 14, 9, minute), good: 1n, total: 1n })),
    });
    expect(faults({ buckets: [] })).toEqual([]);
    expect(faults({ buckets: [bucket(5), bucket(0)] })).toEqual([]);
  });

  it.each([
    [
      { target: "100" },
      "target",
      "100 % leaves a budget of 0: total × (1 − 1). Nothing can burn; use an SLO of zero tolerance",
    ],
    [
      { target: "100.000" },
      "target",
      "100 % leaves a budget of 0: total × (1 − 1). Nothing can burn; use an SLO of zero tolerance",
    ],
    [{ target: "0" }, "target", "must be above 0"],
    [{ target: "101" }, "target", "a percentage such as 99.9, with at most nine decimals"],
    [{ target: "99,9" }, "target", "a percentage such as 99.9, with at most nine decimals"],
    [{ buckets: [bucket(0), bucket(5, 3, 2)] }, "buckets.1.good", "must not be above the total: 3 > 2"],
    [{ buckets: [bucket(0), bucket(10)] }, "buckets.1.start", "must be before now"],
    [{ buckets: [bucket(0), bucket(4)] }, "buckets.1.start", "overlaps another bucket"],
    [{ buckets: [bucket(4), bucket(0)] }, "buckets.0.start", "overlaps another bucket"],
    [{ buckets: [bucket(0), bucket(0)] }, "buckets.1.start", "overlaps another bucket"],
  ])("is refused where it cannot be: %j", (fields, path, message) => {
    expect(faults(fields)).toEqual([[path, message]]);
  });

  it.each([
    { window_days: 0 },
    { window_days: 367 },
    { window_days: 1.5 },
    { now: "now" },
    { buckets: [bucket(0, -1, 1)] },
    { buckets: [bucket(0, 0.5, 1)] },
    { buckets: [bucket(0, 1, 1, 0)] },
    { buckets: [bucket(0, 1, 1, 86_401)] },
    { buckets: [{ ...bucket(0), total: Number.NaN }] },
    { buckets: new Array(MAX_BUCKETS + 1).fill(bucket(0)) },
    { target: 99.9 },
  ])("is refused when it is malformed: %j", (fields) => {
    expect(faults(fields).length).toBeGreaterThan(0);
  });

  it("tells every fault at once", () => {
    const buckets = [bucket(0, 2, 1), bucket(1), bucket(20)];
    expect(faults({ buckets }).map(([path]) => path)).toEqual([
      "buckets.0.good",
      "buckets.1.start",
      "buckets.2.start",
    ]);
  });
});
