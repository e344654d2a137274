import { describe, expect, it } from "vitest";
import { calmSnapshot, emptySnapshot } from "#lib/testing/snapshots.ts";
import {
  inPageOrder,
  monthFigures,
  monthInSnapshot,
  monthRange,
  neighbourMonth,
  presentMonth,
  weeksOf,
} from "./month.ts";

const HALF_PAST_MIDNIGHT_IN_SEOUL = "2026-11-30T15:30:00.000Z";

describe("the months of a page", () => {
  it("end with the present one in the page's zone", () => {
    expect(presentMonth(calmSnapshot())).toBe("2026-11");
    expect(presentMonth({ ...calmSnapshot(), asOf: HALF_PAST_MIDNIGHT_IN_SEOUL })).toBe("2026-12");
  });

  it("begin where the first thing could have happened", () => {
    expect(monthRange(calmSnapshot())).toEqual({ first: "2026-03", last: "2026-11" });
    const early = calmSnapshot();
    early.components[0]!.startDate = "2025-12-24";
    expect(monthRange(early).first).toBe("2025-12");
    expect(monthRange(emptySnapshot()).first).toBe("2026-03");
  });

  it("have neighbours within their range only", () => {
    const snapshot = calmSnapshot();
    expect(neighbourMonth(snapshot, "2026-11", -1)).toBe("2026-10");
    expect(neighbourMonth(snapshot, "2026-11", 1)).toBeNull();
    expect(neighbourMonth(snapshot, "2026-03", -1)).toBeNull();
    expect(neighbourMonth({ ...snapshot, asOf: "2027-02-01T00:00:00.000Z" }, "2026-12", 1)).toBe("2027-01");
  });
});

describe("a month's days", () => {
  it("come from the snapshot when it holds the whole month", () => {
    const snapshot = calmSnapshot();
    const november = monthInSnapshot(snapshot, "2026-11");
    expect(november).toHaveLength(snapshot.components.length);
    expect(november?.[0]?.days.map((day) => day.date.slice(8))).toHaveLength(23);
    expect(monthInSnapshot(snapshot, "2026-09")?.[0]?.days).toHaveLength(30);
    expect(monthInSnapshot(snapshot, "2026-08")).toBeNull();
    expect(monthInSnapshot(emptySnapshot(), "2026-08")).toEqual([]);
  });

  it("stand in the order of the page, archived components last", () => {
    const snapshot = calmSnapshot();
    const members = monthInSnapshot(snapshot, "2026-11")!;
    const gone = { ...members[0]!, id: "gone", isArchived: true };
    const ordered = inPageOrder(snapshot, [gone, ...members.toReversed()]).map((one) => one.id);
    expect(ordered).toEqual([...snapshot.components.map((one) => one.id), "gone"]);
  });

  it("give uptime and coverage by the policy", () => {
    const { policy } = calmSnapshot();
    const day = (seconds: Record<string, number>) => ({ date: "2026-11-01", seconds, uptime: null });
    expect(monthFigures([day({ operational: 50_000, major_outage: 864, unknown: 35_536 })], policy)).toEqual({
      uptime: "98.3013",
      coverage: "58.8703",
    });
    expect(monthFigures([day({ operational: 85_536, partial_outage: 864 })], policy).uptime).toBe("99.7000");
    expect(monthFigures([day({ unknown: 86_400 })], policy)).toEqual({ uptime: null, coverage: "0.0000" });
    expect(monthFigures([], policy).uptime).toBeNull();
  });
});

describe("the weeks of a month", () => {
  it("begin on Sunday and hold every day once", () => {
    const weeks = weeksOf("2026-11");
    expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7]);
    expect(weeks[0]).toEqual(["01", "02", "03", "04", "05", "06", "07"].map((day) => `2026-11-${day}`));
    expect(weeks.at(-1)).toEqual(["2026-11-29", "2026-11-30", null, null, null, null, null]);
    expect(weeksOf("2026-02")).toHaveLength(4);
    expect(weeksOf("2026-08")).toHaveLength(6);
    expect(weeksOf("2024-02").flat().filter(Boolean)).toHaveLength(29);
  });
});
