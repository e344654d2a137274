import { describe, expect, it } from "vitest";
import { beginningOf, isMaintenance, MAX_PROMISE_DAYS, requirePromise } from "./beginning.ts";
import { newIncident } from "./input.ts";

const NOW = Date.UTC(2026, 10, 23, 3);
const HOUR = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();
const begin = (given: object) =>
  beginningOf(newIncident.parse({ name: "x", ...given }), { timeZone: "Asia/Seoul", now: NOW });
const API = "api000000000";

describe("beginningOf", () => {
  it("begins now, unless the author says earlier", () => {
    expect(begin({})).toMatchObject({ kind: "incident", status: "investigating", startedAt: NOW });
    const early = begin({ started_at: iso(NOW - HOUR), status: "identified" });
    expect(early).toMatchObject({ status: "identified", startedAt: NOW - HOUR, displayAt: NOW });
  });

  it("begins an announcement under observation, without components", () => {
    expect(begin({ kind: "announcement" })).toMatchObject({ kind: "announcement", status: "monitoring" });
    expect(() => begin({ kind: "announcement", components: { [API]: "operational" } })).toThrow();
    expect(() => begin({ kind: "announcement", impact_override: "major" })).toThrow();
    expect(() => begin({ kind: "announcement", status: "investigating" })).toThrow(/monitoring, resolved/);
    expect(begin({ kind: "announcement", impact_override: "none" }).kind).toBe("announcement");
  });

  it("takes a backfill date as the start of that day in the page's zone", () => {
    const told = begin({ backfill_date: "2026-11-01", backfilled: true });
    const startedAt = Date.UTC(2026, 9, 31, 15);
    expect(told).toMatchObject({ isBackfilled: true, status: "resolved", startedAt, displayAt: startedAt });
    expect(begin({ backfill_date: "2026-11-01" })).toEqual(told);
  });

  it("ends a backfilled incident where its author says, or with its last explicit time", () => {
    const started_at = iso(NOW - 5 * HOUR);
    const component_times = [
      { component_id: API, state: "major_outage", started_at, ended_at: iso(NOW - 2 * HOUR) },
    ];
    const told = begin({ backfilled: true, started_at, component_times });
    expect(told).toMatchObject({ startedAt: NOW - 5 * HOUR, displayAt: NOW - 2 * HOUR });
    const resolved_at = iso(NOW - HOUR);
    expect(begin({ backfilled: true, started_at, resolved_at }).displayAt).toBe(NOW - HOUR);
  });

  const before = iso(NOW - HOUR);
  it.each([
    ["a start in the future", { started_at: iso(NOW + 1) }, "incident.started_at"],
    ["a start before the page's time", { started_at: "1999-12-31T00:00:00Z" }, "incident.started_at"],
    ["an end of what is not backfilled", { resolved_at: before }, "incident.resolved_at"],
    ["backfilling without a date", { backfilled: true }, "incident.backfill_date"],
    ["backfilling the future", { backfill_date: "2026-11-24" }, "incident.backfill_date"],
    ["backfilling what goes on", { backfill_date: "2026-11-01", status: "monitoring" }, "incident.status"],
    [
      "an end before the start",
      { backfilled: true, started_at: before, resolved_at: iso(NOW - 2 * HOUR) },
      "incident.resolved_at",
    ],
    [
      "an explicit time in the future",
      { component_times: [{ component_id: API, state: "major_outage", started_at: iso(NOW + 1) }] },
      "incident.component_times.0.started_at",
    ],
    [
      "an endless time of a backfilled incident",
      {
        backfill_date: "2026-11-01",
        component_times: [{ component_id: API, state: "major_outage", started_at: before }],
      },
      "incident.component_times.0.ended_at",
    ],
  ])("refuses %s, with its path", (_, given, path) => {
    expect(() => begin(given)).toThrow(
      expect.objectContaining({ kind: "invalid", faults: [expect.objectContaining({ path })] }),
    );
  });
});

describe("isMaintenance", () => {
  it("is what is called so, or has a time to come", () => {
    const input = (given: object) => newIncident.parse({ name: "x", ...given });
    expect(isMaintenance(input({ kind: "maintenance" }))).toBe(true);
    expect(isMaintenance(input({ scheduled_for: iso(NOW) }))).toBe(true);
    expect(isMaintenance(input({ scheduled_for: null }))).toBe(false);
    expect(isMaintenance(input({ kind: "incident", scheduled_for: iso(NOW) }))).toBe(false);
  });
});

describe("requirePromise", () => {
  it("takes a promise that lies ahead, but not beyond reason", () => {
    requirePromise(null, "p", NOW);
    requirePromise(undefined, "p", NOW);
    requirePromise(NOW + 1, "p", NOW);
    expect(() => requirePromise(NOW, "p", NOW)).toThrow();
    const last = NOW + MAX_PROMISE_DAYS * 24 * HOUR;
    requirePromise(last, "p", NOW);
    expect(() => requirePromise(last + 1, "p", NOW)).toThrow();
  });
});
