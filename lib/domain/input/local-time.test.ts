import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { instantOfLocal, localTime } from "./local-time.ts";

const ZONES = [
  "Asia/Seoul",
  "Etc/UTC",
  "America/New_York",
  "Europe/London",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
];
const oracle = (local: string, zone: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;

describe("local times of a zone", () => {
  it.each(ZONES)("in %s are the calendar's, through a whole year and every change of clocks", (zone) => {
    const start = Temporal.PlainDateTime.from("2026-01-01T00:00");
    for (let step = 0; step < 2_000; step += 1) {
      const local = start
        .add({ minutes: step * 263 })
        .toString()
        .slice(0, 16);
      expect([local, instantOfLocal(local, zone)]).toEqual([local, oracle(local, zone)]);
    }
  });

  it("are read back as they were written", () => {
    const at = Date.parse("2026-11-30T17:00:00Z");
    expect(localTime(at, "Asia/Seoul")).toBe("2026-12-01T02:00");
    expect(instantOfLocal("2026-12-01T02:00", "Asia/Seoul")).toBe(at);
    expect(instantOfLocal("2026-12-01T02:00:00", "Asia/Seoul")).toBe(at);
  });

  it("that come twice mean the first, and those that never come lie after the gap", () => {
    expect(instantOfLocal("2026-11-01T01:30", "America/New_York")).toBe(Date.parse("2026-11-01T05:30:00Z"));
    expect(instantOfLocal("2026-03-08T02:30", "America/New_York")).toBe(Date.parse("2026-03-08T07:30:00Z"));
  });

  it.each(["", "tomorrow", "2026-02-30T10:00", "2026-12-01", "2026-12-01T25:00"])("%j is none", (text) =>
    expect(instantOfLocal(text, "Asia/Seoul")).toBeNull(),
  );
});
