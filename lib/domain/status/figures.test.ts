import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayBounds, lastDays } from "./calendar.ts";
import {
  type CountedDay,
  completeDays,
  dayFigures,
  FIGURE_DAYS,
  meanFigures,
  worstOfDay,
} from "./figures.ts";
import { ALL_STATES, type State } from "./state.ts";
import { DEFAULT_POLICY, noMs, type StateMs, totalMs } from "./uptime.ts";

const DAY = 86_400_000;
const ms = (parts: Partial<StateMs>): StateMs => ({ ...noMs(), ...parts });
const day = (date: string, parts: Partial<StateMs>): CountedDay => ({ date, ms: ms(parts) });
const sum = (seconds: Partial<Record<State, number>>) => Object.values(seconds).reduce((a, b) => a + b, 0);

describe("dayFigures", () => {
  it("tells seconds per state without zeros, and the uptime of each day", () => {
    const figures = dayFigures(
      [
        day("2026-11-21", { unknown: DAY }),
        day("2026-11-22", { operational: DAY - 600_000, major_outage: 600_000 }),
        day("2026-11-23", { operational: 3_600_000 }),
      ],
      DEFAULT_POLICY,
    );
    expect(figures.days).toEqual([
      { date: "2026-11-21", seconds: { unknown: 86_400 }, uptime: null },
      { date: "2026-11-22", seconds: { operational: 85_800, major_outage: 600 }, uptime: "99.3055" },
      { date: "2026-11-23", seconds: { operational: 3_600 }, uptime: "100.0000" },
    ]);
    expect(figures.uptime90d).toBe("99.3333");
    expect(figures.coverage90d).toBe("51.0204");
  });

  it("counts the last thirty days, today included, beside all of them", () => {
    const days = Array.from({ length: FIGURE_DAYS }, (_, i) =>
      day(`d${i}`, i < 60 ? { major_outage: DAY } : { operational: DAY }),
    );
    const figures = dayFigures(days, DEFAULT_POLICY);
    expect(figures.uptime30d).toBe("100.0000");
    expect(figures.uptime90d).toBe("33.3333");
    const earlier = days.map((one, i) => (i === 59 ? day("d59", { operational: DAY }) : one));
    expect(dayFigures(earlier, DEFAULT_POLICY).uptime30d).toBe("100.0000");
  });

  it("has no figure where nothing is covered", () => {
    const figures = dayFigures([day("d", { unknown: DAY })], DEFAULT_POLICY);
    expect(figures).toMatchObject({ uptime90d: null, uptime30d: null, coverage90d: "0.0000" });
  });
});

describe("meanFigures", () => {
  it("weighs members by their covered time", () => {
    const covered = [day("d", { operational: DAY / 2, major_outage: DAY / 2 })];
    const young = [day("d", { operational: DAY / 10, unknown: DAY - DAY / 10 })];
    const figures = meanFigures([covered, young], DEFAULT_POLICY);
    // (0.5 + 0.1) of (1 + 0.1) days; a plain mean of 50 % and 100 % would say 75.
    expect(figures.uptime90d).toBe("54.5454");
    expect(figures.days[0]?.uptime).toBe("54.5454");
    expect(figures.coverage90d).toBe("55.0000");
  });

  it("tells a day's seconds as the members' mean, adding up to the length of the day", () => {
    const figures = meanFigures(
      [[day("d", { operational: DAY })], [day("d", { major_outage: DAY })]],
      DEFAULT_POLICY,
    );
    expect(figures.days[0]?.seconds).toEqual({ operational: 43_200, major_outage: 43_200 });
  });

  it("of one member is the member's own", () => {
    const days = [day("a", { operational: 5_000, partial_outage: 3_000 }), day("b", { unknown: 9_000 })];
    expect(meanFigures([days], DEFAULT_POLICY)).toEqual(dayFigures(days, DEFAULT_POLICY));
  });

  it("of nobody is empty", () => {
    expect(meanFigures([], DEFAULT_POLICY)).toEqual({
      days: [],
      uptime90d: null,
      uptime30d: null,
      coverage90d: "0.0000",
    });
  });

  it("lies between its best and its worst member", () => {
    const member = fc.record({ operational: fc.nat(DAY), major_outage: fc.nat(DAY), unknown: fc.nat(DAY) });
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 5 }), (parts) => {
        const members = parts.map((one) => [day("d", one)]);
        const own = members.flatMap((one) => dayFigures(one, DEFAULT_POLICY).uptime90d ?? []).map(Number);
        const mean = meanFigures(members, DEFAULT_POLICY).uptime90d;
        expect(mean === null).toBe(own.length === 0);
        if (mean === null) return;
        expect(Number(mean)).toBeGreaterThanOrEqual(Math.min(...own));
        expect(Number(mean)).toBeLessThanOrEqual(Math.max(...own));
      }),
    );
  });
});

describe("completeDays", () => {
  const zone = "America/New_York";
  const noon = Date.parse("2026-11-02T17:00:00Z");

  it("fills what nobody counted with unknown, in the day's real length, today until asOf", () => {
    const counted = new Map([["2026-10-31", ms({ operational: DAY })]]);
    expect(
      completeDays(["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02"], counted, zone, noon),
    ).toEqual([
      day("2026-10-30", { unknown: DAY }),
      day("2026-10-31", { operational: DAY }),
      day("2026-11-01", { unknown: DAY + 3_600_000 }),
      day("2026-11-02", { unknown: DAY / 2 }),
    ]);
  });

  it("fills up a day that was counted in part", () => {
    const counted = new Map([["2026-10-31", ms({ major_outage: 1_000, unknown: 5 })]]);
    expect(completeDays(["2026-10-31"], counted, zone, noon)).toEqual([
      day("2026-10-31", { major_outage: 1_000, unknown: DAY - 1_000 }),
    ]);
  });

  it("does not change what it was given", () => {
    const given = ms({ operational: 5 });
    completeDays(["2026-10-31"], new Map([["2026-10-31", given]]), zone, noon);
    expect(given).toEqual(ms({ operational: 5 }));
  });

  it("gives days whose seconds add up, in every zone and over every change of the clocks", () => {
    const zones = fc.constantFrom("Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Europe/Berlin");
    const instants = fc.integer({
      min: Date.parse("2026-01-01T00:00:00Z"),
      max: Date.parse("2026-12-31T00:00:00Z"),
    });
    fc.assert(
      fc.property(zones, instants, (timeZone, asOf) => {
        const dates = lastDays(FIGURE_DAYS, asOf, timeZone);
        const days = completeDays(dates, new Map(), timeZone, asOf);
        const figures = dayFigures(days, DEFAULT_POLICY);
        for (const [i, { date, seconds }] of figures.days.entries()) {
          const { startedAt, endedAt } = dayBounds(date, timeZone);
          expect(totalMs((days[i] as CountedDay).ms)).toBe(Math.min(endedAt, asOf) - startedAt);
          expect(sum(seconds)).toBe(Math.floor((Math.min(endedAt, asOf) - startedAt) / 1000));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("worstOfDay", () => {
  it.each<[Partial<Record<State, number>>, State]>([
    [{}, "unknown"],
    [{ unknown: 86_400 }, "unknown"],
    [{ unknown: 86_399, operational: 1 }, "operational"],
    [{ operational: 86_000, under_maintenance: 400 }, "under_maintenance"],
    [{ operational: 86_000, degraded_performance: 300, under_maintenance: 100 }, "degraded_performance"],
    [{ operational: 86_399, major_outage: 1 }, "major_outage"],
    [{ operational: 86_400, major_outage: 0 }, "operational"],
  ])("of %j is %s", (seconds, expected) => {
    expect(worstOfDay(seconds)).toBe(expected);
  });

  it("knows every state", () => {
    for (const state of ALL_STATES) expect(worstOfDay({ [state]: 1 })).toBe(state);
  });
});
