import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayBounds, dayOf, daysOfMonth, isTimeZone, lastDays, monthBounds } from "./calendar.ts";

const HOUR = 3_600_000;
const at = (iso: string) => Date.parse(iso);
const zones = [
  "Asia/Seoul",
  "America/New_York",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "UTC",
  "Asia/Kathmandu",
];

describe("dayOf", () => {
  it.each([
    ["2026-11-22T14:59:59.999Z", "Asia/Seoul", "2026-11-22"],
    ["2026-11-22T15:00:00.000Z", "Asia/Seoul", "2026-11-23"],
    ["2026-03-08T04:59:59.999Z", "America/New_York", "2026-03-07"],
    ["2026-03-09T03:59:59.999Z", "America/New_York", "2026-03-08"],
    ["2026-03-09T04:00:00.000Z", "America/New_York", "2026-03-09"],
    ["2026-04-04T13:00:00.000Z", "Australia/Lord_Howe", "2026-04-05"],
    ["1969-12-31T23:59:59.999Z", "UTC", "1969-12-31"],
  ])("%s in %s is %s", (iso, zone, day) => {
    expect(dayOf(at(iso), zone)).toBe(day);
  });
});

describe("dayBounds", () => {
  it.each([
    ["an ordinary day", "2026-11-23", "Asia/Seoul", 24],
    ["Seoul's summer time began", "1988-05-08", "Asia/Seoul", 23],
    ["Seoul's summer time ended", "1988-10-09", "Asia/Seoul", 25],
    ["New York springs forward", "2026-03-08", "America/New_York", 23],
    ["New York falls back", "2026-11-01", "America/New_York", 25],
    ["Lord Howe turns back half an hour", "2026-04-05", "Australia/Lord_Howe", 24.5],
    ["Lord Howe turns forward half an hour", "2026-10-04", "Australia/Lord_Howe", 23.5],
    ["Beirut has no midnight", "2026-03-29", "Asia/Beirut", 23],
    ["Samoa skipped a day", "2011-12-30", "Pacific/Apia", 0],
  ])("%s: %s in %s has %d hours", (_title, date, zone, hours) => {
    const { startedAt, endedAt } = dayBounds(date, zone);
    expect((endedAt - startedAt) / HOUR).toBe(hours);
  });

  it("begins at local midnight", () => {
    expect(dayBounds("2026-11-23", "Asia/Seoul")).toEqual({
      startedAt: at("2026-11-22T15:00:00Z"),
      endedAt: at("2026-11-23T15:00:00Z"),
    });
  });

  it("holds exactly the instants whose day it is", () => {
    const instants = fc.integer({ min: at("1985-01-01T00:00:00Z"), max: at("2036-01-01T00:00:00Z") });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const day = dayOf(instant, zone);
        const { startedAt, endedAt } = dayBounds(day, zone);
        expect(instant).toBeGreaterThanOrEqual(startedAt);
        expect(instant).toBeLessThan(endedAt);
        expect(dayOf(startedAt, zone)).toBe(day);
        expect(dayOf(endedAt - 1, zone)).toBe(day);
        expect(dayOf(endedAt, zone)).not.toBe(day);
      }),
    );
  });
});

describe("lastDays", () => {
  it("ends with today in the zone, oldest first", () => {
    expect(lastDays(3, at("2026-11-22T15:00:00Z"), "Asia/Seoul")).toEqual([
      "2026-11-21",
      "2026-11-22",
      "2026-11-23",
    ]);
    expect(lastDays(3, at("2026-11-22T14:59:59Z"), "Asia/Seoul")).toEqual([
      "2026-11-20",
      "2026-11-21",
      "2026-11-22",
    ]);
  });

  it("neither doubles nor loses a day over a change of the clocks", () => {
    for (const zone of zones) {
      const days = lastDays(400, at("2026-11-23T12:00:00Z"), zone);
      expect(new Set(days).size).toBe(400);
      for (const [i, day] of days.slice(1).entries())
        expect(dayBounds(day, zone).startedAt).toBe(dayBounds(days[i] as string, zone).endedAt);
    }
  });
});

describe("months", () => {
  it("have the zone's real length", () => {
    const { startedAt, endedAt } = monthBounds("2026-11", "America/New_York");
    expect((endedAt - startedAt) / 60_000).toBe(43_260);
    expect(monthBounds("2026-10", "Asia/Seoul")).toEqual({
      startedAt: at("2026-09-30T15:00:00Z"),
      endedAt: at("2026-10-31T15:00:00Z"),
    });
  });

  it("list their days, leap years too", () => {
    expect(daysOfMonth("2028-02")).toHaveLength(29);
    expect(daysOfMonth("2026-02")).toHaveLength(28);
    expect(daysOfMonth("2026-12").at(0)).toBe("2026-12-01");
    expect(daysOfMonth("2026-12").at(-1)).toBe("2026-12-31");
  });

  it("are exactly their days", () => {
    for (const month of ["2026-03", "2026-04", "2026-10", "2026-11", "2026-12"])
      for (const zone of zones) {
        const days = daysOfMonth(month).map((day) => dayBounds(day, zone));
        expect({ startedAt: days.at(0)?.startedAt, endedAt: days.at(-1)?.endedAt }).toEqual(
          monthBounds(month, zone),
        );
      }
  });

  it.each(["2026-13", "2026", "yesterday"])("refuse %s", (month) => {
    expect(() => monthBounds(month, "UTC")).toThrow(RangeError);
  });
});

describe("isTimeZone", () => {
  it.each([
    ["Asia/Seoul", true],
    ["Etc/UTC", true],
    ["Mars/Olympus", false],
    ["", false],
  ])("%s: %s", (zone, expected) => {
    expect(isTimeZone(zone)).toBe(expected);
  });
});
