import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timelines } from "#lib/testing/properties/timelines.ts";
import { dayBounds } from "./calendar.ts";
import { ALL_STATES } from "./state.ts";
import {
  addMs,
  coveragePercent,
  coveredMs,
  DEFAULT_POLICY,
  millisecondsByState,
  noMs,
  policyWeights,
  STRICT_POLICY,
  type StateMs,
  sumMs,
  totalMs,
  truncatedPercent,
  uptimePercent,
  uptimeRatio,
  wholeSeconds,
} from "./uptime.ts";

const DAY = 86_400_000;
const ms = (parts: Partial<StateMs>): StateMs => ({ ...noMs(), ...parts });
const counts = fc.integer({ min: 0, max: 90 * DAY });
const stateMs: fc.Arbitrary<StateMs> = fc.record({
  operational: counts,
  under_maintenance: counts,
  degraded_performance: counts,
  partial_outage: counts,
  major_outage: counts,
  unknown: counts,
});

describe("millisecondsByState", () => {
  it("tells every state, holes as unknown, an open span until the end asked for", () => {
    const timeline = [
      { startedAt: 10, endedAt: 20, state: "operational" as const },
      { startedAt: 20, endedAt: 25, state: "major_outage" as const },
      { startedAt: 30, endedAt: null, state: "operational" as const },
    ];
    expect(millisecondsByState(timeline, 0, 40)).toEqual(
      ms({ operational: 20, major_outage: 5, unknown: 15 }),
    );
    expect(millisecondsByState(timeline, 40, 40)).toEqual(noMs());
    expect(millisecondsByState(timeline, 50, 40)).toEqual(noMs());
  });

  const random = timelines({ from: 0, stepMs: 50 });

  it("is additive: two halves add up to the whole, wherever it is cut", () => {
    fc.assert(
      fc.property(random, fc.nat(200), fc.nat(200), fc.nat(200), (timeline, a, b, c) => {
        const [from, cut, until] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
        expect(
          addMs(millisecondsByState(timeline, from, cut), millisecondsByState(timeline, cut, until)),
        ).toEqual(millisecondsByState(timeline, from, until));
      }),
    );
  });

  it("adds up to the length of the day, over changes of the clocks too", () => {
    const days = fc.constantFrom(
      ["1988-05-08", "Asia/Seoul", 23],
      ["1988-10-09", "Asia/Seoul", 25],
      ["2026-03-08", "America/New_York", 23],
      ["2026-11-01", "America/New_York", 25],
      ["2026-04-05", "Australia/Lord_Howe", 24.5],
      ["2026-10-04", "Australia/Lord_Howe", 23.5],
    );
    const relative = timelines({ from: -7_200_000, stepMs: 14_400_000, spans: 20 });
    fc.assert(
      fc.property(days, relative, ([date, zone, hours], timeline) => {
        const { startedAt, endedAt } = dayBounds(date as string, zone as string);
        const moved = timeline.map((span) => ({
          ...span,
          startedAt: span.startedAt + startedAt,
          endedAt: span.endedAt === null ? null : span.endedAt + startedAt,
        }));
        const counted = millisecondsByState(moved, startedAt, endedAt);
        const lengthMs = (hours as number) * 3_600_000;
        expect(totalMs(counted)).toBe(lengthMs);
        expect(totalMs(wholeSeconds(counted, lengthMs / 1000))).toBe(lengthMs / 1000);
      }),
    );
  });
});

describe("uptime", () => {
  it.each<[string, Partial<StateMs>, string | null, string | null]>([
    ["nothing covered", { unknown: DAY }, null, null],
    ["nothing at all", {}, null, null],
    ["all good", { operational: DAY }, "100.0000", "100.0000"],
    ["all down", { major_outage: DAY }, "0.0000", "0.0000"],
    ["10 minutes down in a day", { operational: DAY - 600_000, major_outage: 600_000 }, "99.3055", "99.3055"],
    ["a partial outage weighs 0.3", { operational: DAY / 2, partial_outage: DAY / 2 }, "85.0000", "50.0000"],
    ["degraded does not count", { operational: 1, degraded_performance: DAY }, "100.0000", "100.0000"],
    ["maintenance is covered and up", { under_maintenance: DAY }, "100.0000", "100.0000"],
    [
      "unknown leaves the denominator",
      { operational: 9, major_outage: 1, unknown: DAY },
      "90.0000",
      "90.0000",
    ],
    [
      "one millisecond in 90 days is not 100",
      { operational: 90 * DAY - 1, major_outage: 1 },
      "99.9999",
      "99.9999",
    ],
    [
      "a third of a partial millisecond is not 100",
      { operational: 90 * DAY, partial_outage: 1 },
      "99.9999",
      "99.9999",
    ],
    ["two thirds, cut", { operational: 2, major_outage: 1 }, "66.6666", "66.6666"],
  ])("%s", (_title, parts, byDefault, strict) => {
    expect(uptimePercent(ms(parts), DEFAULT_POLICY)).toBe(byDefault);
    expect(uptimePercent(ms(parts), STRICT_POLICY)).toBe(strict);
  });

  it("can weigh degraded performance", () => {
    const policy = {
      version: 2,
      weights: { major_outage: 1, partial_outage: 0.3, degraded_performance: 0.1 },
    };
    expect(uptimePercent(ms({ operational: 1, degraded_performance: 1 }), policy)).toBe("95.0000");
  });

  it("is exact where floating point is not", () => {
    // 1 − 0.3 · 3 / 9 = 0.9, which 64-bit floats make 0.8999999999999999 or 0.9 depending on the order.
    expect(uptimeRatio(ms({ operational: 6, partial_outage: 3 }), DEFAULT_POLICY)).toEqual({
      up: 8_100_000n,
      covered: 9_000_000n,
    });
  });

  it("says the same in plain numbers as in big integers, of days and of decades", () => {
    fc.assert(
      fc.property(stateMs, fc.constantFrom(1, 90, 2_000), fc.boolean(), (parts, times, strict) => {
        const policy = strict ? STRICT_POLICY : DEFAULT_POLICY;
        const many = sumMs(Array.from({ length: times }, () => parts));
        const ratio = uptimeRatio(many, policy);
        expect(uptimePercent(many, policy)).toBe(ratio && truncatedPercent(ratio.up, ratio.covered, 4));
      }),
    );
  });

  it("lies between 0 and 100, and is 100 exactly when no counted downtime is left", () => {
    fc.assert(
      fc.property(stateMs, fc.boolean(), (parts, strict) => {
        const shown = uptimePercent(parts, strict ? STRICT_POLICY : DEFAULT_POLICY);
        expect(shown === null).toBe(coveredMs(parts) === 0);
        if (shown === null) return;
        expect(Number(shown)).toBeGreaterThanOrEqual(0);
        expect(Number(shown)).toBeLessThanOrEqual(100);
        expect(shown === "100.0000").toBe(parts.major_outage + parts.partial_outage === 0);
      }),
    );
  });

  it("never rises by more downtime, and never changes by more unknown time", () => {
    fc.assert(
      fc.property(stateMs, fc.integer({ min: 1, max: DAY }), (parts, more) => {
        const before = uptimeRatio(parts, DEFAULT_POLICY);
        const worse = uptimeRatio({ ...parts, major_outage: parts.major_outage + more }, DEFAULT_POLICY);
        if (before && worse) expect(worse.up * before.covered).toBeLessThanOrEqual(before.up * worse.covered);
        expect(uptimeRatio({ ...parts, unknown: parts.unknown + more }, DEFAULT_POLICY)).toEqual(before);
      }),
    );
  });

  it("of a group is the members' mean weighted by their covered time", () => {
    fc.assert(
      fc.property(fc.array(stateMs, { minLength: 1, maxLength: 5 }), (members) => {
        const group = uptimeRatio(members.reduce(addMs), DEFAULT_POLICY);
        const weighted = { up: 0n, covered: 0n };
        for (const member of members) {
          const ratio = uptimeRatio(member, DEFAULT_POLICY);
          weighted.up += ratio?.up ?? 0n;
          weighted.covered += ratio?.covered ?? 0n;
        }
        if (group) expect(group).toEqual(weighted);
        else expect(weighted.covered).toBe(0n);
      }),
    );
  });
});

describe("truncatedPercent", () => {
  it.each<[bigint, bigint, number, string]>([
    [1n, 1n, 4, "100.0000"],
    [0n, 1n, 4, "0.0000"],
    [2n, 3n, 4, "66.6666"],
    [999_999_999n, 1_000_000_000n, 4, "99.9999"],
    [999_999_999n, 1_000_000_000n, 2, "99.99"],
    [999_999_999n, 1_000_000_000n, 0, "99"],
    [1n, 3_000_000n, 4, "0.0000"],
    [1n, 20_000n, 4, "0.0050"],
    [1n, 1n, 0, "100"],
    [3n, 2n, 2, "150.00"],
  ])("%d / %d with %d decimals is %s", (numerator, denominator, decimals, expected) => {
    expect(truncatedPercent(numerator, denominator, decimals)).toBe(expected);
  });

  it.each([
    [1n, 0n],
    [-1n, 5n],
    [1n, -5n],
  ])("refuses %d / %d", (numerator, denominator) => {
    expect(() => truncatedPercent(numerator, denominator, 4)).toThrow(RangeError);
  });

  it("never rounds up: what is shown is at most the ratio, and less than one last digit below it", () => {
    const big = fc.bigInt({ min: 1n, max: 10n ** 18n });
    fc.assert(
      fc.property(big, big, fc.integer({ min: 0, max: 6 }), (a, b, decimals) => {
        const [numerator, denominator] = a < b ? [a, b] : [b, a];
        const text = truncatedPercent(numerator, denominator, decimals);
        const shown = BigInt(text.replace(".", ""));
        const exact = numerator * 100n * 10n ** BigInt(decimals);
        expect(shown * denominator).toBeLessThanOrEqual(exact);
        expect((shown + 1n) * denominator).toBeGreaterThan(exact);
        expect(text.startsWith("100")).toBe(numerator === denominator);
      }),
    );
  });
});

describe("coveragePercent", () => {
  it.each<[string, Partial<StateMs>, string]>([
    ["everything known", { operational: DAY }, "100.0000"],
    ["nothing known", { unknown: DAY }, "0.0000"],
    ["no time at all", {}, "0.0000"],
    ["an outage is known", { major_outage: 3, unknown: 1 }, "75.0000"],
    ["a millisecond missing is not all", { operational: 90 * DAY - 1, unknown: 1 }, "99.9999"],
  ])("%s", (_title, parts, expected) => {
    expect(coveragePercent(ms(parts))).toBe(expected);
  });
});

describe("wholeSeconds", () => {
  it.each<[string, Partial<StateMs>, number, Partial<StateMs>]>([
    [
      "whole seconds stay",
      { operational: 86_000_000, major_outage: 400_000 },
      86_400,
      { operational: 86_000, major_outage: 400 },
    ],
    [
      "the largest remainder gets the second",
      { operational: 1_600, major_outage: 1_400 },
      3,
      { operational: 2, major_outage: 1 },
    ],
    [
      "a tie goes to the worse state",
      { operational: 1_500, major_outage: 1_500 },
      3,
      { operational: 1, major_outage: 2 },
    ],
    [
      "a tie goes to what is known",
      { operational: 1_500, unknown: 1_500 },
      3,
      { operational: 2, unknown: 1 },
    ],
    ["a running second is not told yet", { operational: 1_999 }, 1, { operational: 1 }],
    [
      "a group's members share one day",
      { operational: 3_000, major_outage: 1_000 },
      2,
      { operational: 1, major_outage: 1 },
    ],
    ["nothing measured is unknown", {}, 5, { unknown: 5 }],
    ["no time is nothing", { operational: 400 }, 0, {}],
  ])("%s", (_title, parts, total, expected) => {
    expect(wholeSeconds(ms(parts), total)).toEqual(ms(expected));
  });

  it("adds up exactly, and is off by less than a second in every state", () => {
    fc.assert(
      fc.property(stateMs, (parts) => {
        const total = Math.floor(totalMs(parts) / 1000);
        const seconds = wholeSeconds(parts, total);
        expect(totalMs(seconds)).toBe(total);
        for (const state of ALL_STATES) {
          expect(seconds[state]).toBeGreaterThanOrEqual(0);
          expect(Number.isInteger(seconds[state])).toBe(true);
          // One second by rounding, up to one more by the running second that is not told yet.
          expect(Math.abs(seconds[state] - parts[state] / 1000)).toBeLessThan(2);
        }
      }),
    );
  });
});

describe("policyWeights", () => {
  it("accepts the presets", () => {
    expect(policyWeights.safeParse(DEFAULT_POLICY.weights).success).toBe(true);
    expect(policyWeights.safeParse(STRICT_POLICY.weights).success).toBe(true);
  });
  it.each([-0.1, 1.1, 0.333_333_3, Number.NaN])("refuses a weight of %d", (partial_outage) => {
    expect(policyWeights.safeParse({ ...DEFAULT_POLICY.weights, partial_outage }).success).toBe(false);
  });
});
