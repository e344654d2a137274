import { describe, expect, it } from "vitest";
import type { ObjectiveRule } from "../slo/definition.ts";
import type { ObjectiveFigures } from "../slo/figures.ts";
import { contentFloor, exhaustsInMs } from "./circumstances.ts";

const MONTH = 2_592_000;
const availability: ObjectiveRule = { kind: "availability", components: ["a"], combine: "any", evidence: [] };
const ratio: ObjectiveRule = { kind: "ratio", sli: "requests" };

const figures = (
  remaining: string | null,
  remainingPercent: string | null,
  burns: [seconds: number, burn: string | null][] = [],
) =>
  ({
    operational: { remaining, remainingPercent },
    burn: burns.map(([shortSeconds, shortBurn]) => ({ shortSeconds, shortBurn })),
  }) as unknown as ObjectiveFigures;

describe("what the content of a violation demands", () => {
  it("is level 4 for data and security, whatever is down", () => {
    expect(contentFloor({ levelFloor: 4 }, { down: 0, total: 8 })).toBe(4);
    expect(contentFloor({ levelFloor: 3 }, { down: 0, total: 8 })).toBe(3);
  });

  it("is level 3 for several services, level 4 where it is at least three and half of all", () => {
    const floors = [0, 1, 2, 3, 4].map((down) => contentFloor({ levelFloor: null }, { down, total: 8 }));
    expect(floors).toEqual([null, null, 3, 3, 4]);
    expect(contentFloor({ levelFloor: null }, { down: 2, total: 2 })).toBe(3);
    expect(contentFloor({ levelFloor: null }, { down: 3, total: 3 })).toBe(4);
  });
});

describe("when a budget ends if things stay as they are", () => {
  it("E-32: 99.99 % of 30 days, nothing spent, down: 259.2 s", () => {
    expect(exhaustsInMs(availability, figures("259200", "100"), { down: 1, total: 1 }, MONTH)).toBe(259_200);
  });

  it("is now where it is spent, and never while the service is up", () => {
    expect(exhaustsInMs(availability, figures("-5", "-1"), { down: 1, total: 1 }, MONTH)).toBe(0);
    expect(exhaustsInMs(availability, figures("259200", "100"), { down: 0, total: 1 }, MONTH)).toBeNull();
    expect(exhaustsInMs(availability, null, { down: 1, total: 1 }, MONTH)).toBeNull();
  });

  it("is what the shortest window makes of the rest, for events", () => {
    const half = figures("5000", "50", [
      [1_800, "2"],
      [300, "1000"],
      [7_200, null],
    ]);
    expect(exhaustsInMs(ratio, half, { down: 0, total: 1 }, MONTH)).toBe((MONTH * 1_000 * 0.5) / 1_000);
    expect(exhaustsInMs(ratio, figures("5000", "50", [[300, "0"]]), { down: 0, total: 1 }, MONTH)).toBeNull();
    expect(exhaustsInMs(ratio, figures(null, null, [[300, "9"]]), { down: 0, total: 1 }, MONTH)).toBeNull();
    expect(exhaustsInMs(ratio, figures("1", "1"), { down: 0, total: 1 }, MONTH)).toBeNull();
  });
});
