import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slotStart } from "./sample.ts";

describe("slotStart", () => {
  it.each([
    ["on the boundary", 60_000, 0, 60_000],
    ["inside", 89_999, 0, 60_000],
    ["with a phase, before it", 61_999, 2_000, 32_000],
    ["with a phase, on it", 62_000, 2_000, 62_000],
    ["before the epoch", -1, 0, -30_000],
  ])("%s", (_title, at, phaseMs, expected) => {
    expect(slotStart(at, 30_000, phaseMs)).toBe(expected);
  });

  it("gives every instant one slot, in step with the phase", () => {
    const instants = fc.integer({ min: -1e12, max: 4e12 });
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 10, max: 86_400 }),
        fc.nat(86_399_999),
        (at, seconds, phase) => {
          const intervalMs = seconds * 1000;
          const phaseMs = phase % intervalMs;
          const start = slotStart(at, intervalMs, phaseMs);
          expect(start).toBeLessThanOrEqual(at);
          expect(start + intervalMs).toBeGreaterThan(at);
          expect(Math.abs((start - phaseMs) % intervalMs)).toBe(0);
          expect(slotStart(start, intervalMs, phaseMs)).toBe(start);
        },
      ),
    );
  });
});
