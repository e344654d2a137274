import { describe, expect, it } from "vitest";
import {
  cappedByMonth,
  excludedMaintenance,
  MAINTENANCE_CAP_MS,
  NOTICE_MS,
  type Noticed,
  plannedTime,
} from "./planned.ts";
import type { Stretches } from "./stretches.ts";

const HOUR = 3_600_000;
const T = Date.UTC(2026, 8, 10, 3);
const at = (hours: number) => T + hours * HOUR;
const stretch = (from: number, until: number) => ({ startedAt: at(from), endedAt: at(until) });
const hours = (stretches: Stretches) =>
  stretches.map(({ startedAt, endedAt }) => [(startedAt - T) / HOUR, (endedAt - T) / HOUR]);
const notice = (fields: Partial<Noticed> = {}): Noticed => ({
  incidentId: "w",
  version: 1,
  ...stretch(0, 2),
  noticeAt: T - NOTICE_MS,
  ...fields,
});

describe("planned time", () => {
  it("was announced at least 72 hours before its start", () => {
    expect(hours(plannedTime([notice()]))).toEqual([[0, 2]]);
    expect(plannedTime([notice({ noticeAt: T - NOTICE_MS + 1 })])).toEqual([]);
    expect(plannedTime([])).toEqual([]);
  });

  it("grows by no extension that was told late", () => {
    const late = notice({ version: 2, ...stretch(0, 5), noticeAt: at(-10) });
    expect(hours(plannedTime([notice(), late]))).toEqual([[0, 2]]);
    const early = notice({ version: 2, ...stretch(0, 5), noticeAt: at(-73) });
    expect(hours(plannedTime([early, notice()]))).toEqual([[0, 5]]);
  });

  it("is what the last word still says of it: moved or shortened, the old time is none", () => {
    const moved = notice({ version: 2, ...stretch(48, 50), noticeAt: at(-48) });
    expect(hours(plannedTime([notice(), moved]))).toEqual([[48, 50]]);
    const shorter = notice({ version: 2, ...stretch(1, 2), noticeAt: at(-1) });
    expect(hours(plannedTime([notice(), shorter]))).toEqual([[1, 2]]);
  });

  it("of several windows counts overlaps once", () => {
    const other = notice({ incidentId: "x", ...stretch(1, 4), noticeAt: at(-100) });
    expect(hours(plannedTime([notice(), other]))).toEqual([[0, 4]]);
  });
});

describe("the cap of a month", () => {
  it("lets the earliest minutes out, month by month", () => {
    const months = [stretch(-100, 100), stretch(100, 300)];
    expect(
      hours(cappedByMonth([stretch(0, 6), stretch(10, 16), stretch(98, 108)], months, 8 * HOUR)),
    ).toEqual([
      [0, 6],
      [10, 12],
      [100, 108],
    ]);
    expect(cappedByMonth([stretch(400, 500)], months, HOUR)).toEqual([]);
  });

  it("is used by downtime in planned time, of all components together", () => {
    const months = [stretch(-100, 200)];
    const parts = [
      { down: [stretch(0, 5)], planned: [stretch(0, 20)] },
      { down: [stretch(4, 6), stretch(30, 34)], planned: [stretch(3, 6), stretch(30, 40)] },
    ];
    expect(excludedMaintenance(parts, months).map(hours)).toEqual([
      [[0, 20]],
      [
        [3, 6],
        [30, 32],
        [34, 40],
      ],
    ]);
    expect(MAINTENANCE_CAP_MS).toBe(8 * HOUR);
    expect(excludedMaintenance(parts, months, 100 * HOUR).map(hours)).toEqual([
      [[0, 20]],
      [
        [3, 6],
        [30, 40],
      ],
    ]);
  });
});
