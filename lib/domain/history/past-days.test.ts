import { describe, expect, it } from "vitest";
import { calmSnapshot } from "#lib/testing/snapshots.ts";
import type { SnapshotIncident } from "../snapshot.ts";
import { PAST_DAYS, pastStretches } from "./past-days.ts";

const closed = (
  id: string,
  startedAt: string,
  status: SnapshotIncident["status"] = "resolved",
): SnapshotIncident => ({
  ...calmSnapshot().incidents[0]!,
  id,
  startedAt,
  status,
});
const told = (...incidents: SnapshotIncident[]) =>
  pastStretches({ ...calmSnapshot(), incidents, maintenances: [] }).map(({ from, until, events }) => [
    from,
    until,
    events.map((one) => one.id).join(),
  ]);

describe("past incidents by day", () => {
  it("are one run of 14 quiet days when nothing happened", () => {
    expect(told()).toEqual([["2026-11-10", "2026-11-23", ""]]);
    expect(PAST_DAYS).toBe(14);
  });

  it("say days without incidents once in a run, newest first", () => {
    expect(
      told(closed("a", "2026-11-20T03:00:00.000Z"), closed("b", "2026-11-20T01:00:00.000Z", "postmortem")),
    ).toEqual([
      ["2026-11-21", "2026-11-23", ""],
      ["2026-11-20", "2026-11-20", "a,b"],
      ["2026-11-10", "2026-11-19", ""],
    ]);
  });

  it("tell finished and cancelled maintenance on the day of its window", () => {
    const [window] = calmSnapshot().maintenances;
    const at = (id: string, scheduledFor: string, change: object) => ({
      ...window!,
      id,
      scheduledFor,
      ...change,
    });
    const maintenances = [
      at("done", "2026-11-20T03:00:00.000Z", {}),
      at("gone", "2026-11-20T04:00:00.000Z", { resolvedAt: null, cancelledAt: "2026-11-19T00:00:00.000Z" }),
      at("soon", "2026-11-24T03:00:00.000Z", { resolvedAt: null, status: "scheduled" }),
    ];
    const days = pastStretches({ ...calmSnapshot(), incidents: [], maintenances });
    expect(days.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(["gone", "done"]);
  });

  it("belong to the day in the page's zone", () => {
    expect(told(closed("late", "2026-11-22T16:00:00.000Z"))[0]).toEqual(["2026-11-23", "2026-11-23", "late"]);
  });

  it("leave out what is open or older", () => {
    expect(
      told(
        { ...closed("open", "2026-11-20T03:00:00.000Z", "monitoring"), resolvedAt: null },
        closed("old", "2026-11-09T03:00:00.000Z"),
      ),
    ).toEqual([["2026-11-10", "2026-11-23", ""]]);
  });
});
