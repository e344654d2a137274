import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUCKET_MS, bucketStart } from "./rollup.ts";

describe("bucketStart", () => {
  it.each([
    ["2026-11-23T12:00:00.000Z", "2026-11-23T12:00:00.000Z"],
    ["2026-11-23T12:04:59.999Z", "2026-11-23T12:00:00.000Z"],
    ["2026-11-23T12:05:00.000Z", "2026-11-23T12:05:00.000Z"],
    ["1969-12-31T23:59:59.999Z", "1969-12-31T23:55:00.000Z"],
  ])("%s belongs to %s", (at, bucket) => {
    expect(new Date(bucketStart(Date.parse(at))).toISOString()).toBe(bucket);
  });

  it("gives every instant exactly one bucket", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 4e12 }), (at) => {
        const start = bucketStart(at);
        expect(start).toBeLessThanOrEqual(at);
        expect(start + BUCKET_MS).toBeGreaterThan(at);
        expect(bucketStart(start)).toBe(start);
      }),
    );
  });
});
