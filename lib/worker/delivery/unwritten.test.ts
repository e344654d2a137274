import { describe, expect, it } from "vitest";
import { createUnwritten } from "./unwritten.ts";

/** So many messages a second, each written down after `ackMs`, for a while; returns the slots in the end. */
function slotsAfter(perSecond: number, ackMs: number, maxSlots = 10, seconds = 3): number {
  let now = 0;
  const unwritten = createUnwritten(maxSlots, () => now);
  const events = Array.from({ length: perSecond * seconds }, (_, n) => (n * 1_000) / perSecond).flatMap(
    (at) => [
      { at, what: unwritten.accepted },
      { at: at + ackMs, what: unwritten.written },
    ],
  );
  for (const { at, what } of events.toSorted((a, b) => a.at - b.at)) {
    now = at;
    what();
  }
  return unwritten.slots();
}

describe("createUnwritten", () => {
  it.each([
    ["a relay that is slow gets as many at once as there are connections", 100, 2, 10],
    ["a database that is slow gets as few as make sense", 500, 12, 3],
  ])("%s", (_, perSecond, ackMs, slots) => {
    expect(slotsAfter(perSecond, ackMs)).toBe(slots);
  });

  it("begins in between, and stays there while it is about right", () => {
    expect(createUnwritten(10).slots()).toBe(5);
    expect(slotsAfter(400, 2)).toBe(5);
  });

  it("never asks for more than there are connections", () => {
    expect(createUnwritten(2).slots()).toBe(2);
    expect(slotsAfter(500, 12, 2)).toBe(2);
    expect(slotsAfter(10, 1, 2)).toBe(2);
  });
});
