import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { onCallAt, shiftsOf } from "./on-call.ts";
import type { OnCallSchedule, Rotation } from "./schedule.ts";

const DAY = 86_400;
const HOUR_MS = 3_600_000;
const weekly: Rotation = {
  name: "weekly",
  userIds: ["ann", "ben", "cho"],
  startsAt: "2026-10-05T09:00",
  turnSeconds: 7 * DAY,
  hours: null,
};
const schedule = (fields: Partial<OnCallSchedule>): OnCallSchedule => ({
  id: "s",
  pageId: "p",
  name: "on call",
  timeZone: "America/New_York",
  layers: [weekly],
  overrides: [],
  revision: 1,
  ...fields,
});
const at = (local: string, timeZone = "America/New_York") =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds;
const who = (fields: Partial<OnCallSchedule>, local: string) => onCallAt(schedule(fields), at(local));

describe("a rotation", () => {
  it("hands over at the same local time, before and after the clocks go back", () => {
    // Clocks go back on 1 November 2026: that week has 169 hours.
    const handovers = [
      ["2026-10-05T09:00", "ann"],
      ["2026-10-12T08:59:59", "ann"],
      ["2026-10-12T09:00", "ben"],
      ["2026-10-26T09:00", "ann"],
      ["2026-11-02T08:59:59", "ann"],
      ["2026-11-02T09:00", "ben"],
    ];
    for (const [local, user] of handovers) expect([local, who({}, local!)]).toEqual([local, user]);
  });

  it("hands over at the same local time where the clocks go forward", () => {
    const layers = [{ ...weekly, startsAt: "2027-03-01T02:30", turnSeconds: DAY }];
    // 02:30 on 14 March 2027 does not exist: that turn begins at 03:30.
    expect(who({ layers }, "2027-03-14T01:59:59")).toBe("ann");
    expect(onCallAt(schedule({ layers }), at("2027-03-14T03:30") - 1)).toBe("ann");
    expect(who({ layers }, "2027-03-14T03:30")).toBe("ben");
    expect(who({ layers }, "2027-03-15T02:30")).toBe("cho");
  });

  it("hands over once in an hour that comes twice", () => {
    const layers = [{ ...weekly, startsAt: "2026-10-31T01:30", turnSeconds: DAY }];
    const first = at("2026-11-01T01:30");
    const seen = [-1, 0, 0.5 * HOUR_MS, HOUR_MS, 1.5 * HOUR_MS].map((ms) =>
      onCallAt(schedule({ layers }), first + ms),
    );
    expect(seen).toEqual(["ann", "ben", "ben", "ben", "ben"]);
  });

  it("has nobody before it begins", () => {
    expect(who({}, "2026-10-05T08:59:59")).toBeNull();
    expect(onCallAt(schedule({ layers: [] }), 0)).toBeNull();
  });

  it("may be of hours of some days, also over midnight", () => {
    const hours = { days: [5], fromMinute: 22 * 60, untilMinute: 6 * 60 };
    const layers = [{ ...weekly, userIds: ["night"], hours }];
    const nights = [
      ["2026-10-09T21:59", null],
      ["2026-10-09T22:00", "night"],
      ["2026-10-10T05:59", "night"],
      ["2026-10-10T06:00", null],
      ["2026-10-10T22:30", null],
    ];
    for (const [local, user] of nights) expect([local, who({ layers }, local!)]).toEqual([local, user]);
  });
});

describe("who is on call", () => {
  const office = {
    ...weekly,
    name: "office",
    userIds: ["day"],
    hours: { days: [1, 2, 3, 4, 5], fromMinute: 540, untilMinute: 1_080 },
  };

  it("is the uppermost layer with somebody", () => {
    const layers = [weekly, office];
    expect(who({ layers }, "2026-10-06T12:00")).toBe("day");
    expect(who({ layers }, "2026-10-06T18:00")).toBe("ann");
    expect(who({ layers: [office, weekly] }, "2026-10-06T12:00")).toBe("ann");
  });

  it("is the override above all, of two the later made", () => {
    const over = (userId: string, from: string, until: string) => ({
      id: userId,
      userId,
      startedAt: at(from),
      endedAt: at(until),
    });
    const overrides = [
      over("eve", "2026-10-06T00:00", "2026-10-07T00:00"),
      over("fay", "2026-10-06T12:00", "2026-10-06T14:00"),
    ];
    expect(who({ overrides }, "2026-10-06T11:59")).toBe("eve");
    expect(who({ overrides }, "2026-10-06T12:00")).toBe("fay");
    expect(who({ overrides }, "2026-10-06T14:00")).toBe("eve");
    expect(who({ overrides }, "2026-10-07T00:00")).toBe("ann");
  });
});

describe("shifts", () => {
  it("agree with who is on call at every half hour of a season with both changes of clocks", () => {
    const hours = { days: [1, 3, 6], fromMinute: 1_200, untilMinute: 150 };
    const overrides = [
      { id: "o", userId: "eve", startedAt: at("2026-10-20T12:00"), endedAt: at("2026-10-21T12:00") },
    ];
    const many = schedule({
      layers: [weekly, { ...weekly, userIds: ["night", "owl"], turnSeconds: DAY, hours }],
      overrides,
    });
    for (const [from, until] of [
      [at("2026-10-01T00:00"), at("2026-11-20T00:00")],
      [at("2027-03-05T00:00"), at("2027-03-25T00:00")],
    ] as const) {
      const shifts = shiftsOf(many, from, until);
      expect([shifts[0]!.startedAt, shifts.at(-1)!.endedAt]).toEqual([from, until]);
      for (const [i, shift] of shifts.entries()) {
        const next = shifts[i + 1];
        if (next) expect([next.startedAt, next.userId === shift.userId]).toEqual([shift.endedAt, false]);
      }
      for (let instant = from; instant < until; instant += HOUR_MS / 2) {
        const shift = shifts.find(({ startedAt, endedAt }) => startedAt <= instant && instant < endedAt)!;
        if (shift.userId !== onCallAt(many, instant))
          expect([new Date(instant).toISOString(), shift.userId]).toEqual([null, onCallAt(many, instant)]);
      }
    }
  });

  it("tell when nobody is", () => {
    const from = at("2026-10-04T00:00");
    expect(shiftsOf(schedule({}), from, at("2026-10-06T00:00"))).toEqual([
      { userId: null, startedAt: from, endedAt: at("2026-10-05T09:00") },
      { userId: "ann", startedAt: at("2026-10-05T09:00"), endedAt: at("2026-10-06T00:00") },
    ]);
  });
});
