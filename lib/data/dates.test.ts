import { describe, expect, it } from "vitest";
import { dateColumn, dayOrNull, instantOf, instantOrNull } from "./dates.ts";

describe("instants and days at the border", () => {
  it("keep the millisecond, and keep apart the epoch from nothing", () => {
    expect(instantOf(new Date(1_795_000_000_123))).toBe(1_795_000_000_123);
    expect([instantOrNull(new Date(0)), instantOrNull(null)]).toEqual([0, null]);
  });

  it.each(["2000-01-01", "2024-02-29", "2026-10-04", "2099-12-31"])(
    "carry the day %s there and back",
    (day) => {
      expect(dayOrNull(dateColumn(day) as Date)).toBe(day);
    },
  );

  it("tell 'take it away' from 'leave it as it is'", () => {
    expect([dateColumn(null), dateColumn(undefined), dayOrNull(null)]).toEqual([null, undefined, null]);
  });
});
