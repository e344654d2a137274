import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { Failure } from "#lib/domain/errors.ts";
import { checkedRule, previewSeries, startsOf } from "./recurrence.ts";

const at = (text: string) => Date.parse(text);
const NOW = at("2026-11-23T00:00:00Z");
const YEAR = 366 * 86_400_000;
const faultsOf = (work: () => unknown): string[] => {
  try {
    work();
    return [];
  } catch (error) {
    return (error as Failure).faults.map(({ path, message }) => `${path}: ${message}`);
  }
};

/** The first starts as local times of the zone with their offset. */
function told(rrule: string, startsAt: string, timeZone = "Asia/Seoul", limit = 3, from = NOW): string[] {
  return startsOf({ rrule, startsAt }, timeZone, { from, until: from + 10 * YEAR, limit }).map((start) =>
    Temporal.Instant.fromEpochMilliseconds(start)
      .toZonedDateTimeISO(timeZone)
      .toString({ timeZoneName: "never", smallestUnit: "minute" }),
  );
}

describe("startsOf", () => {
  it.each<[string, string, string, string[]]>([
    [
      "every first Friday",
      "FREQ=MONTHLY;BYDAY=1FR",
      "2026-12-01T02:00",
      ["2026-12-04T02:00+09:00", "2027-01-01T02:00+09:00", "2027-02-05T02:00+09:00"],
    ],
    [
      "the last Sunday of a quarter",
      "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1SU",
      "2026-12-01T04:30",
      ["2026-12-27T04:30+09:00", "2027-03-28T04:30+09:00", "2027-06-27T04:30+09:00"],
    ],
    [
      "every other Tuesday, counted from its first day",
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
      "2026-11-10T23:00",
      ["2026-11-24T23:00+09:00", "2026-12-08T23:00+09:00", "2026-12-22T23:00+09:00"],
    ],
    [
      "the last working day",
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
      "2026-11-01T01:00",
      ["2026-11-30T01:00+09:00", "2026-12-31T01:00+09:00", "2027-01-29T01:00+09:00"],
    ],
    [
      "the 31st skips the months without one",
      "FREQ=MONTHLY;BYMONTHDAY=31",
      "2026-12-01T01:00",
      ["2026-12-31T01:00+09:00", "2027-01-31T01:00+09:00", "2027-03-31T01:00+09:00"],
    ],
    [
      "the 29th of February",
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
      "2026-01-01T01:00",
      ["2028-02-29T01:00+09:00", "2032-02-29T01:00+09:00", "2036-02-29T01:00+09:00"],
    ],
    [
      "COUNT counts from the first day on",
      "FREQ=DAILY;COUNT=3",
      "2026-11-22T10:00",
      ["2026-11-23T10:00+09:00", "2026-11-24T10:00+09:00"],
    ],
    [
      "UNTIL as a date holds its whole day",
      "FREQ=DAILY;UNTIL=20261124",
      "2026-11-23T10:00",
      ["2026-11-23T10:00+09:00", "2026-11-24T10:00+09:00"],
    ],
    [
      "UNTIL as an instant is one of the zone",
      "FREQ=DAILY;UNTIL=20261124T010000Z",
      "2026-11-23T10:00",
      ["2026-11-23T10:00+09:00", "2026-11-24T10:00+09:00"],
    ],
    [
      "UNTIL as a local time",
      "FREQ=DAILY;UNTIL=20261124T095959",
      "2026-11-23T10:00",
      ["2026-11-23T10:00+09:00"],
    ],
  ])("%s", (_title, rrule, startsAt, expected) => {
    expect(told(rrule, startsAt)).toEqual(expected);
  });

  it("keeps the local time when the clocks change", () => {
    const from = at("2026-03-06T00:00:00Z");
    expect(told("FREQ=DAILY", "2026-03-06T04:00", "America/New_York", 4, from)).toEqual([
      "2026-03-06T04:00-05:00",
      "2026-03-07T04:00-05:00",
      "2026-03-08T04:00-04:00",
      "2026-03-09T04:00-04:00",
    ]);
  });

  it("takes a local time that the clocks skip later by what they skip, and returns to it the day after", () => {
    const from = at("2026-03-07T00:00:00Z");
    expect(told("FREQ=DAILY", "2026-03-07T02:30", "America/New_York", 3, from)).toEqual([
      "2026-03-07T02:30-05:00",
      "2026-03-08T03:30-04:00",
      "2026-03-09T02:30-04:00",
    ]);
  });

  it("takes the first of a local time that comes twice", () => {
    const from = at("2026-10-31T00:00:00Z");
    expect(told("FREQ=DAILY", "2026-10-31T01:30", "America/New_York", 3, from)).toEqual([
      "2026-10-31T01:30-04:00",
      "2026-11-01T01:30-04:00",
      "2026-11-02T01:30-05:00",
    ]);
  });

  it("names a day that a zone skipped once, not twice", () => {
    const from = at("2011-12-29T00:00:00Z");
    expect(told("FREQ=DAILY", "2011-12-29T10:00", "Pacific/Apia", 3, from)).toEqual([
      "2011-12-29T10:00-10:00",
      "2011-12-31T10:00+14:00",
      "2012-01-01T10:00+14:00",
    ]);
  });

  it("goes on without an end, many years after its beginning", () => {
    const from = at("2046-05-01T00:00:00Z");
    expect(told("FREQ=WEEKLY;BYDAY=MO", "2020-01-01T03:00", "Asia/Seoul", 1, from)).toEqual([
      "2046-05-07T03:00+09:00",
    ]);
  });

  it.each([
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;INTERVAL=7;BYDAY=WE",
    "FREQ=MONTHLY;INTERVAL=12;BYMONTH=6",
  ])("gives up soon on a rule that never happens: %s", (rrule) => {
    const startedAt = performance.now();
    expect(told(rrule, "2026-12-01T02:00")).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
  const rules = fc.record({
    freq: fc.constantFrom("DAILY", "WEEKLY", "MONTHLY"),
    interval: fc.integer({ min: 1, max: 4 }),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }),
    months: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 })),
    first: fc.integer({ min: 0, max: 700 }),
    minutes: fc.integer({ min: 0, max: 1_439 }),
    zone: fc.constantFrom("Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Europe/London"),
  });

  it("agrees with walking through the calendar day by day", () => {
    fc.assert(
      fc.property(rules, ({ freq, interval, days, months, first, minutes, zone }) => {
        const day = Temporal.PlainDate.from("2025-06-01").add({ days: first });
        const time = Temporal.PlainTime.from("00:00").add({ minutes });
        const startsAt = day.toPlainDateTime(time).toString({ smallestUnit: "minute" });
        const rrule = [
          `FREQ=${freq};INTERVAL=${interval};BYDAY=${days.map((one) => DAYS[one - 1]).join(",")}`,
          ...(months ? [`BYMONTH=${months.join(",")}`] : []),
        ].join(";");
        const from = day.toZonedDateTime(zone).epochMilliseconds;
        const monday = day.subtract({ days: day.dayOfWeek - 1 });
        const expected: number[] = [];
        for (let i = 0; i < 400; i++) {
          const one = day.add({ days: i });
          const passed = {
            DAILY: i,
            WEEKLY: Math.floor(monday.until(one).days / 7),
            MONTHLY: (one.year - day.year) * 12 + one.month - day.month,
          }[freq];
          if (passed % interval !== 0 || !days.includes(one.dayOfWeek)) continue;
          if (months && !months.includes(one.month)) continue;
          const local = one.toPlainDateTime(time);
          expected.push(local.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds);
        }
        const until = day.add({ days: 400 }).toZonedDateTime(zone).epochMilliseconds;
        expect(startsOf({ rrule, startsAt }, zone, { from, until, limit: 1_000 })).toEqual(expected);
      }),
    );
  });
});

describe("checkedRule", () => {
  const check = (rrule: string, startsAt = "2026-12-01T02:00", durationMinutes = 120) =>
    checkedRule({ rrule, startsAt, durationMinutes }, "Asia/Seoul", NOW);

  it("keeps the rule in its canonical form", () => {
    expect(check("rrule:byday=1fr;freq=monthly")).toBe("FREQ=MONTHLY;BYDAY=1FR");
  });

  it("refuses as invalid", () => {
    expect(() => check("FREQ=FOO")).toThrow(Failure);
  });

  it.each<[string, Parameters<typeof check>, string]>([
    [
      "a rule that is over",
      ["FREQ=DAILY;UNTIL=20261101", "2026-10-01T02:00"],
      "rrule: the rule names no date within the next 5 years",
    ],
    [
      "a rule that never happens",
      ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"],
      "rrule: the rule names no date within the next 5 years",
    ],
    [
      "windows that would overlap",
      ["FREQ=DAILY", "2026-12-01T02:00", 1_441],
      "rrule: windows of 1441 minutes would overlap: two of them begin 1440 minutes apart",
    ],
    [
      "windows that overlap only now and then",
      ["FREQ=MONTHLY;BYMONTHDAY=1,31", "2026-12-01T02:00", 2_880],
      "rrule: windows of 2880 minutes would overlap: two of them begin 1440 minutes apart",
    ],
    [
      "a day that is in no calendar",
      ["FREQ=DAILY", "2026-02-30T02:00"],
      "starts_at: no such day or time between 2000 and 2100",
    ],
    [
      "a time that no clock shows",
      ["FREQ=DAILY", "2026-02-03T25:00"],
      "starts_at: no such day or time between 2000 and 2100",
    ],
    [
      "another century",
      ["FREQ=DAILY", "1926-02-03T02:00"],
      "starts_at: no such day or time between 2000 and 2100",
    ],
    ["an end that is no day", ["FREQ=DAILY;UNTIL=20270230"], "rrule: UNTIL is no day of the calendar"],
  ])("refuses %s", (_title, input, message) => {
    expect(faultsOf(() => check(...input))).toEqual([message]);
  });
});

describe("previewSeries", () => {
  it("tells the next dates with their ends, whatever the clocks do in between", () => {
    const recurrence = { rrule: "FREQ=WEEKLY", startsAt: "2026-10-25T01:30", durationMinutes: 120 };
    const dates = previewSeries(recurrence, "America/New_York", 2, at("2026-10-26T00:00:00Z"));
    // A window of two hours lasts two hours, on the night with an hour twice as well.
    expect(dates).toEqual([
      { startsAt: at("2026-11-01T05:30:00Z"), endsAt: at("2026-11-01T07:30:00Z") },
      { startsAt: at("2026-11-08T06:30:00Z"), endsAt: at("2026-11-08T08:30:00Z") },
    ]);
  });
});
