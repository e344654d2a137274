import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Level, piecesOf } from "./pieces.ts";

const MINUTE = 60_000;
const STEP = 5 * MINUTE;
const STEPS: Record<Level, number> = { window: STEP, hour: 60 * MINUTE, day: 24 * 60 * MINUTE };
const at = (text: string) => Date.parse(`2026-11-${text}Z`);
const shown = (from: string, until: string) =>
  piecesOf({ from: at(from), until: at(until) }).map(
    ({ level, from, until }) =>
      `${level} ${new Date(from).toISOString().slice(8, 16)}–${new Date(until).toISOString().slice(8, 16)}`,
  );

describe("what a range is summed from", () => {
  it("is windows at the edges, hours, and days in the middle", () => {
    expect(shown("01T10:50", "04T02:15")).toEqual([
      "window 01T10:50–01T11:00",
      "window 04T02:00–04T02:15",
      "hour 01T11:00–02T00:00",
      "hour 04T00:00–04T02:00",
      "day 02T00:00–04T00:00",
    ]);
  });

  it("is windows alone within an hour, and nothing of an empty range", () => {
    expect(shown("01T10:50", "01T11:25")).toEqual(["window 01T10:50–01T11:25"]);
    expect(shown("01T10:00", "01T11:00")).toEqual(["hour 01T10:00–01T11:00"]);
    expect(shown("01T00:00", "02T00:00")).toEqual(["day 01T00:00–02T00:00"]);
    expect(shown("01T10:50", "01T10:50")).toEqual([]);
    expect(shown("01T10:50", "01T10:40")).toEqual([]);
  });

  it("covers every range exactly, with few sums however long it is", () => {
    const instant = fc.integer({ min: 0, max: 120 * 288 }).map((steps) => at("01T00:00") + steps * STEP);
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const [from, until] = [Math.min(a, b), Math.max(a, b)];
        const pieces = piecesOf({ from, until }).sort((x, y) => x.from - y.from);
        expect(pieces.reduce((at, piece) => (piece.from === at ? piece.until : Number.NaN), from)).toBe(
          until,
        );
        const rows = (level: Level) =>
          pieces
            .filter((piece) => piece.level === level)
            .reduce((sum, piece) => sum + (piece.until - piece.from) / STEPS[level], 0);
        expect(rows("window")).toBeLessThanOrEqual(22);
        expect(rows("hour")).toBeLessThanOrEqual(46);
        for (const { level, from, until } of pieces)
          expect([from % STEPS[level], until % STEPS[level]]).toEqual([0, 0]);
      }),
      { numRuns: 300 },
    );
  });
});
