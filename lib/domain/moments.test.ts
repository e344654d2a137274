import { describe, expect, it } from "vitest";
import {
  dateText,
  dayText,
  durationText,
  momentText,
  monthName,
  monthText,
  percentOfShare,
  shownPercent,
  weekdayOf,
  weekdays,
  zoneName,
} from "./moments.ts";

const AT = Date.UTC(2026, 10, 23, 5, 32, 5);
const SEOUL = "Asia/Seoul";

describe("instants", () => {
  it.each([
    ["clock", "14:32:05 KST", "14:32:05 KST"],
    ["time", "14:32 KST", "14:32 KST"],
    ["day", "11월 23일 (월)", "Mon 23 November"],
    ["moment", "11월 23일 14:32 KST", "23 November, 14:32 KST"],
    ["full", "2026년 11월 23일 14:32 KST", "23 November 2026, 14:32 KST"],
  ] as const)("are written as %s", (form, ko, en) => {
    expect(momentText(AT, form, SEOUL, "ko")).toBe(ko);
    expect(momentText(AT, form, SEOUL, "en")).toBe(en);
  });

  it("have a date in the page's zone", () => {
    expect(dateText(Date.UTC(2026, 10, 22, 15), SEOUL, "ko")).toBe("2026년 11월 23일");
    expect(dateText(Date.UTC(2026, 10, 22, 14), SEOUL, "en")).toBe("22 November 2026");
  });

  it("name the zone that holds at that moment", () => {
    expect(zoneName(AT, "America/New_York")).toBe("EST");
    expect(zoneName(Date.UTC(2026, 6, 1), "America/New_York")).toBe("EDT");
    expect(zoneName(AT, "Asia/Kathmandu")).toBe("GMT+5:45");
    expect(momentText(Date.UTC(2026, 0, 1), "clock", "Etc/UTC", "en")).toBe("00:00:00 UTC");
  });
});

it("writes days and months of the calendar whatever zone the reader is in", () => {
  expect(dayText("2026-11-02", "ko")).toBe("11월 2일 (월)");
  expect(dayText("2026-11-02", "en")).toBe("Mon 2 November");
  expect(monthText("2026-11", "ko")).toBe("2026년 11월");
  expect(monthText("2026-11", "en")).toBe("November 2026");
  expect(monthName("2026-11", "ko")).toBe("11월");
  expect(weekdays("ko", "short")).toEqual(["일", "월", "화", "수", "목", "금", "토"]);
  expect(weekdayOf("2026-11-01")).toBe(0);
});

describe("durations", () => {
  it.each([
    [0, "0초", "0 s"],
    [59.9, "59초", "59 s"],
    [60, "1분", "1 min"],
    [4_321, "1시간 12분", "1 h 12 min"],
    [3_605, "1시간", "1 h"],
    [86_400, "24시간", "24 h"],
  ])("%d s", (seconds, ko, en) => {
    expect(durationText(seconds, "ko")).toBe(ko);
    expect(durationText(seconds, "en")).toBe(en);
  });

  it("tell more parts, and days, on request", () => {
    expect(durationText(4_321, "en", { parts: 3 })).toBe("1 h 12 min 1 s");
    expect(durationText(180_000, "ko", { withDays: true })).toBe("2일 2시간");
  });
});

it("tells shares as percentages digit by digit", () => {
  expect(percentOfShare("0.999305")).toBe("99.9305");
  expect(percentOfShare("1.000000")).toBe("100.0000");
  expect(percentOfShare("0.000001")).toBe("0.0001");
  expect(percentOfShare("0.5")).toBe("50.0000");
});

it("cuts percentages off, never rounds them up", () => {
  expect(shownPercent("99.9799")).toBe("99.97");
  expect(shownPercent("99.9999")).toBe("99.99");
  expect(shownPercent("100.0000")).toBe("100");
  expect(shownPercent("0.0000")).toBe("0.00");
  expect(shownPercent("97")).toBe("97.00");
});
