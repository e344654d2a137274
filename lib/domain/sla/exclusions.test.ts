import { describe, expect, it } from "vitest";
import { atMinute, MINUTE_MS, outage, slaMonth } from "#lib/testing/slo/months.ts";
import { monthBounds } from "../status/calendar.ts";
import { evaluateSla } from "./evaluate.ts";
import { capped, excludedMaintenance, isAnnounced, type MaintenanceVersion } from "./exclusions.ts";
import { NOTICE_MS } from "./rules.ts";

const HOUR = 60;
const minutes = (from: number, until: number) => ({ startedAt: atMinute(from), endedAt: atMinute(until) });
const told = (from: number, until: number): MaintenanceVersion => ({
  ...minutes(from, until),
  noticeAt: atMinute(from) - NOTICE_MS,
  isCancelled: false,
});
const SEPTEMBER = monthBounds("2026-09", "UTC");

describe("announced maintenance", () => {
  it("was told 72 hours before it begins, exactly is enough, and is not cancelled", () => {
    const version = told(0, 60);
    expect(isAnnounced(version)).toBe(true);
    expect(isAnnounced({ ...version, noticeAt: version.noticeAt + 1 })).toBe(false);
    expect(isAnnounced({ ...version, noticeAt: version.noticeAt - 1 })).toBe(true);
    expect(isAnnounced({ ...version, isCancelled: true })).toBe(false);
  });

  it("needs a notice of its own for every version", () => {
    const moved = { ...told(0, 60), noticeAt: atMinute(-60) };
    expect(excludedMaintenance([moved, told(30, 90)], [SEPTEMBER])).toEqual([minutes(30, 90)]);
  });

  it("counts once where versions overlap", () => {
    expect(excludedMaintenance([told(0, 60), told(30, 90)], [SEPTEMBER])).toEqual([minutes(0, 90)]);
  });

  it("excludes at most eight hours of a month, the earliest first", () => {
    const versions = [told(20 * HOUR, 30 * HOUR), told(0, 5 * HOUR)];
    expect(excludedMaintenance(versions, [SEPTEMBER])).toEqual([
      minutes(0, 5 * HOUR),
      minutes(20 * HOUR, 23 * HOUR),
    ]);
    expect(excludedMaintenance(versions, [SEPTEMBER], 0)).toEqual([]);
  });

  it("has a cap of its own in every month", () => {
    const october = monthBounds("2026-10", "UTC");
    const over = {
      ...told(0, 0),
      startedAt: october.startedAt - 10 * HOUR * MINUTE_MS,
      endedAt: october.startedAt + 10 * HOUR * MINUTE_MS,
    };
    expect(excludedMaintenance([over], [SEPTEMBER, october])).toEqual([
      { startedAt: over.startedAt, endedAt: over.startedAt + 8 * HOUR * MINUTE_MS },
      { startedAt: october.startedAt, endedAt: october.startedAt + 8 * HOUR * MINUTE_MS },
    ]);
    expect(excludedMaintenance([over], [])).toEqual([]);
  });
});

describe("a cap", () => {
  it("cuts the stretch in which it is reached", () => {
    const stretches = [minutes(0, 10), minutes(20, 30), minutes(40, 50)];
    expect(capped(stretches, 15 * MINUTE_MS)).toEqual([minutes(0, 10), minutes(20, 25)]);
    expect(capped(stretches, 20 * MINUTE_MS)).toEqual([minutes(0, 10), minutes(20, 30)]);
    expect(capped(stretches, 1e12)).toEqual(stretches);
  });

  it("is spent by maintenance, down or not, so that its later minutes count as downtime", () => {
    const facts = { maintenance: [told(0, 8 * HOUR), told(1000, 1060)], outages: [outage(30, 1000)] };
    expect(evaluateSla(slaMonth(facts))).toMatchObject({ excludedMs: 0, countedMs: 30 * MINUTE_MS });
    const wider = slaMonth({ ...facts, maintenanceCapMs: 9 * HOUR * MINUTE_MS });
    expect(evaluateSla(wider)).toMatchObject({ excludedMs: 30 * MINUTE_MS, countedMs: 0 });
  });
});
