import { describe, expect, it } from "vitest";
import { z } from "zod";
import { newIncident } from "./input.ts";
import {
  MAX_REMIND_MINUTES,
  maintenanceExtension,
  maintenanceShape,
  newSeries,
  remindMinutesOf,
  seriesPatch,
  seriesPreview,
} from "./maintenance-input.ts";

const fields = z.object(maintenanceShape);
const pathsOf = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map(({ path }) => path.join(".")) ?? [];

describe("the fields of a window", () => {
  it("read instants of any zone as milliseconds", () => {
    expect(fields.parse({ scheduled_for: "2026-12-01T02:00:00+09:00", scheduled_until: null })).toEqual({
      scheduled_for: Date.parse("2026-11-30T17:00:00Z"),
      scheduled_until: null,
    });
  });

  it.each([
    ["a local time", { scheduled_for: "2026-12-01T02:00:00" }, "scheduled_for"],
    ["a number", { scheduled_until: 1_764_000_000 }, "scheduled_until"],
    ["a day that does not exist", { scheduled_for: "2026-11-31T02:00:00Z" }, "scheduled_for"],
    ["another century", { scheduled_for: "2126-11-30T02:00:00Z" }, "scheduled_for"],
    ["an answer to no question", { confirm: ["everything"] }, "confirm.0"],
    ["a reminder at the start", { remind_minutes: [0] }, "remind_minutes.0"],
    ["a reminder weeks before", { remind_minutes: [MAX_REMIND_MINUTES + 1] }, "remind_minutes.0"],
    ["half a minute", { remind_minutes: [0.5] }, "remind_minutes.0"],
    ["six reminders", { remind_minutes: [1, 2, 3, 4, 5, 6] }, "remind_minutes"],
  ])("refuse %s", (_title, value, path) => {
    expect(pathsOf(fields, value)).toEqual([path]);
  });

  it("are among those of an incident, whatever Statuspage's clients add", () => {
    const parsed = newIncident.parse({
      name: "Database",
      scheduled_for: "2026-12-01T02:00:00Z",
      scheduled_until: "2026-12-01T03:00:00Z",
      reminder_intervals: "[3, 6]",
      auto_transition_to_operational_state: true,
    });
    expect(parsed.scheduled_until).toBe(Date.parse("2026-12-01T03:00:00Z"));
  });
});

describe("remindMinutesOf", () => {
  it.each<[string, object, number[] | undefined]>([
    ["nothing said", {}, undefined],
    ["none wanted", { scheduled_remind_prior: false, remind_minutes: [30] }, []],
    ["the usual one", { scheduled_remind_prior: true }, [60]],
    ["these, longest first and each once", { remind_minutes: [30, 60, 30] }, [60, 30]],
    ["no list", { remind_minutes: [] }, []],
  ])("%s", (_title, value, expected) => {
    expect(remindMinutesOf(fields.parse(value))).toEqual(expected);
  });
});

describe("an extension", () => {
  it("needs its new end", () => {
    expect(pathsOf(maintenanceExtension, {})).toEqual(["scheduled_until"]);
    expect(maintenanceExtension.parse({ scheduled_until: "2026-12-01T02:00:00Z" }).scheduled_until).toBe(
      Date.parse("2026-12-01T02:00:00Z"),
    );
  });
});

describe("a series", () => {
  const series = { name: "x", rrule: "FREQ=DAILY", starts_at: "2026-12-01T02:00", duration_minutes: 60 };

  it("takes a name, a rule, a local time and a duration", () => {
    expect(newSeries.parse(series)).toEqual(series);
    expect(seriesPatch.parse({ confirm: ["cancel"], revision: 3 })).toEqual({
      confirm: ["cancel"],
      revision: 3,
    });
  });

  it.each([
    ["no rule", { rrule: " " }, "rrule"],
    ["an endless rule", { rrule: `FREQ=DAILY;BYMONTH=${"1,".repeat(300)}1` }, "rrule"],
    ["an instant", { starts_at: "2026-12-01T02:00:00Z" }, "starts_at"],
    ["no time at all", { duration_minutes: 0 }, "duration_minutes"],
    ["more than a week", { duration_minutes: 10_081 }, "duration_minutes"],
    ["no notice", { notice_hours: 0 }, "notice_hours"],
    ["more than 90 days of notice", { notice_hours: 2_161 }, "notice_hours"],
    ["an empty name", { name: " \u0007 " }, "name"],
  ])("refuses %s", (_title, change, path) => {
    expect(pathsOf(newSeries, { ...series, ...change })).toEqual([path]);
  });

  it("previews at most fifty dates", () => {
    const { name: _, ...rule } = series;
    expect(pathsOf(seriesPreview, { ...rule, count: 51 })).toEqual(["count"]);
  });
});
