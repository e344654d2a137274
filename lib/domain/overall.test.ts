import { describe, expect, it } from "vitest";
import { badDaySnapshot, calmSnapshot, emptySnapshot, unknownSnapshot } from "#lib/testing/snapshots.ts";
import {
  isContradicted,
  listedComponents,
  openIncidents,
  overallView,
  plannedMaintenances,
  runningMaintenances,
} from "./overall.ts";
import type { Snapshot } from "./snapshot.ts";
import type { State } from "./status/state.ts";

const withStates = (...states: State[]): Snapshot => {
  const snapshot = calmSnapshot();
  const components = snapshot.components.map((one, i) => ({ ...one, state: states[i] ?? "operational" }));
  return { ...snapshot, components: components.slice(0, states.length) };
};

describe("what the page says about itself", () => {
  it.each<[string, Snapshot, State, string, string]>([
    ["a calm day", calmSnapshot(), "operational", "모든 시스템 정상", "All Systems Operational"],
    ["a bad day", badDaySnapshot(), "partial_outage", "일부 시스템 장애", "Partial System Outage"],
    ["nothing measured", unknownSnapshot(), "unknown", "데이터 없음", "No data yet"],
    ["an empty page", emptySnapshot(), "unknown", "등록된 구성 요소가 없습니다", "No components yet"],
    [
      "all down",
      withStates("major_outage", "major_outage"),
      "major_outage",
      "전체 시스템 중대 장애",
      "Major System Outage",
    ],
    [
      "one slow",
      withStates("operational", "degraded_performance"),
      "degraded_performance",
      "일부 서비스 성능 저하",
      "Partially Degraded Service",
    ],
    [
      "maintenance only",
      withStates("operational", "under_maintenance"),
      "under_maintenance",
      "서비스 점검 중",
      "Service Under Maintenance",
    ],
    [
      "one unknown among the healthy",
      withStates("operational", "unknown"),
      "operational",
      "모든 시스템 정상",
      "All Systems Operational",
    ],
  ])("on %s", (_name, snapshot, tone, ko, en) => {
    expect(overallView(snapshot, "ko")).toMatchObject({ tone, sentence: ko });
    expect(overallView(snapshot, "en")).toMatchObject({ tone, sentence: en });
  });

  it("explains itself only where there is nothing to show", () => {
    expect(overallView(calmSnapshot(), "en").why).toBeNull();
    expect(overallView(unknownSnapshot(), "ko").why).toMatch(/측정/);
    expect(overallView(emptySnapshot(), "ko").why).toMatch(/구성 요소/);
  });
});

describe("incidents and maintenance", () => {
  it("come worst first, then newest first; closed ones not at all", () => {
    const snapshot = badDaySnapshot();
    const [worst] = openIncidents(snapshot);
    expect(openIncidents(snapshot).map((one) => one.impact)).toEqual(["critical", "minor"]);
    const older = { ...worst!, id: "older", startedAt: "2026-11-22T00:00:00.000Z" };
    expect(
      openIncidents({ ...snapshot, incidents: [older, ...snapshot.incidents] }).map((one) => one.id),
    ).toEqual([worst!.id, "older", openIncidents(snapshot)[1]!.id]);
    expect(openIncidents(calmSnapshot())).toEqual([]);
  });

  it("are running, planned (soonest first) or over", () => {
    const snapshot = badDaySnapshot();
    expect(runningMaintenances(snapshot).map((one) => one.status)).toEqual(["in_progress"]);
    const [planned] = plannedMaintenances(snapshot);
    const sooner = { ...planned!, id: "sooner", scheduledFor: "2026-11-24T00:00:00.000Z" };
    const both = plannedMaintenances({ ...snapshot, maintenances: [...snapshot.maintenances, sooner] });
    expect(both.map((one) => one.id)).toEqual(["sooner", planned!.id]);
  });

  it("contradict a page on which everything is operational", () => {
    const { incidents } = badDaySnapshot();
    expect(isContradicted({ ...calmSnapshot(), incidents })).toBe(true);
    expect(isContradicted(badDaySnapshot())).toBe(false);
    expect(isContradicted(calmSnapshot())).toBe(false);
  });
});

it("lists a component that shows only when degraded exactly then", () => {
  const shown = (state: State) => {
    const snapshot = withStates(state);
    snapshot.components[0]!.onlyShowIfDegraded = true;
    return listedComponents(snapshot).length === 1;
  };
  expect(shown("operational")).toBe(false);
  expect(shown("unknown")).toBe(false);
  expect(shown("degraded_performance")).toBe(true);
  expect(shown("under_maintenance")).toBe(true);
  expect(listedComponents(withStates("operational"))).toHaveLength(1);
});
