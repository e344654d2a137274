import { describe, expect, it } from "vitest";
import { uptimeQuery, uptimeRange } from "./uptime-range.ts";

const now = Date.UTC(2026, 10, 23, 1); // 10:00 in Seoul
const seoul = { startDate: null as string | null, timeZone: "Asia/Seoul", now };
const range = (query: object, where: Partial<typeof seoul> = {}) => {
  const { from, until, warnings } = uptimeRange(uptimeQuery.parse(query), { ...seoul, ...where });
  return [new Date(from).toISOString(), new Date(until).toISOString(), warnings.length];
};

describe("uptimeRange", () => {
  it.each([
    ["90 days including today, until now", {}, "2026-08-25T15:00:00.000Z", "2026-11-23T01:00:00.000Z"],
    [
      "whole days",
      { start: "2026-11-01", end: "2026-11-02" },
      "2026-10-31T15:00:00.000Z",
      "2026-11-02T15:00:00.000Z",
    ],
    ["a month", { start: "2026-10", end: "2026-10" }, "2026-09-30T15:00:00.000Z", "2026-10-31T15:00:00.000Z"],
    [
      "six calendar months",
      { start: "2026-03-01", end: "2026-08-31" },
      "2026-02-28T15:00:00.000Z",
      "2026-08-31T15:00:00.000Z",
    ],
    [
      "a leap day",
      { start: "2024-02", end: "2024-02" },
      "2024-01-31T15:00:00.000Z",
      "2024-02-29T15:00:00.000Z",
    ],
  ])("means %s", (_, query, from, until) => {
    expect(range(query)).toEqual([from, until, 0]);
  });

  it("never begins before the start date, and says so when more was asked for", () => {
    const start = "2026-11-10T15:00:00.000Z";
    expect(range({}, { startDate: "2026-11-11" })[0]).toBe(start);
    expect(range({ start: "2026-10" }, { startDate: "2026-11-11" })).toEqual([
      start,
      "2026-11-23T01:00:00.000Z",
      1,
    ]);
  });

  it("is empty in the future and before the start date, never negative", () => {
    expect(range({ start: "2026-12-01", end: "2026-12-31" }).slice(0, 2)).toEqual([
      "2026-11-23T01:00:00.000Z",
      "2026-11-23T01:00:00.000Z",
    ]);
    const [from, until] = range({ start: "2026-05", end: "2026-05" }, { startDate: "2026-11-01" });
    expect(from).toBe(until);
  });

  it("knows days of 23 and 25 hours", () => {
    const day = (date: string) => {
      const [from, until] = range({ start: date, end: date }, { timeZone: "America/New_York" });
      return (Date.parse(String(until)) - Date.parse(String(from))) / 3_600_000;
    };
    expect([day("2026-03-08"), day("2026-11-01"), day("2026-05-05")]).toEqual([23, 25, 24]);
  });

  it.each([
    [{ start: "2026-02-01", end: "2026-08-01" }, /6 calendar months/],
    [{ start: "2026", end: "2026" }, /6 calendar months/],
    [{ start: "2026-05-02", end: "2026-05-01" }, /before start/],
    [{ start: "2026-02-30", end: "2026-03-01" }, /no such day/],
    [{ end: "2026-02-29" }, /no such day/],
  ])("refuses %j", (query, why) => {
    try {
      range(query);
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify(error)).toMatch(why);
    }
  });

  it.each(["26-01-01", "2026-13", "2026-1-1", "2026-01-32", "x", "2026-01-01T00:00:00Z"])(
    "reads only dates: %s",
    (start) => {
      expect(uptimeQuery.safeParse({ start }).success).toBe(false);
    },
  );
});
