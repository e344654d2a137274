import { describe, expect, it } from "vitest";
import { axisTop, type LatencyPoint, newestPoint, shownMs } from "./latency.ts";

const point = (at: number, p50: number | null, p99 = p50): LatencyPoint => ({ at, p50, p95: p50, p99 });

describe("the axis of response times", () => {
  it.each([
    [0, 100],
    [0.7, 0.8],
    [84, 100],
    [101, 150],
    [212, 300],
    [301, 400],
    [640, 800],
    [801, 1_000],
    [1_000, 1_000],
    [9_999, 10_000],
  ])("for %d ms ends at %d", (highest, top) => {
    expect(axisTop([point(0, 0, highest)])).toBe(top);
  });

  it("stands without any measurement", () => {
    expect(axisTop([])).toBe(100);
    expect(axisTop([point(0, null)])).toBe(100);
  });
});

it("takes the newest hour that has a measurement", () => {
  expect(newestPoint([point(1, 5), point(2, 7), point(3, null)])?.at).toBe(2);
  expect(newestPoint([point(1, null)])).toBeNull();
});

it("writes milliseconds shortly", () => {
  expect([0.44, 9.96, 12.4, 640.5, 1_240].map(shownMs)).toEqual(["0.4", "10", "12", "641", "1,240"]);
});
