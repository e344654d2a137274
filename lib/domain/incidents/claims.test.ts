import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BEGUN_AT as T, toldIncident, toldUpdate } from "#lib/testing/fixtures/told-incidents.ts";
import { effectiveState } from "../status/effective.ts";
import { STATES, severity, type WireState } from "../status/state.ts";
import { changesOf, claimsOf, inOrder } from "./claims.ts";
import type { ComponentChange, EventStatus, Incident, IncidentUpdate } from "./incident.ts";
import { isEnd } from "./transitions.ts";

const MINUTE = 60_000;
const at = (minutes: number) => T + minutes * MINUTE;

type Step = { minute: number; status: EventStatus; map?: Record<string, WireState> };

/** An incident as its steps leave it: what the use cases store, without a database. */
function told(steps: readonly Step[], given: Partial<Incident> = {}): Incident {
  const states = new Map<string, WireState>();
  const updates: IncidentUpdate[] = [];
  steps.forEach(({ minute, status, map }, i) => {
    const components = [...states].map(([componentId, state]) => ({ componentId, state }));
    const changes = changesOf({ components }, map, isEnd(status));
    for (const { componentId, newState } of changes ?? []) states.set(componentId, newState);
    updates.unshift(toldUpdate({ id: `u${i}`, status, displayAt: at(minute), components: changes }));
  });
  const components = [...states].map(([componentId, state]) => ({ componentId, state }));
  return toldIncident({ status: steps.at(-1)?.status ?? "investigating", updates, components, ...given });
}

const minutes = (incident: Incident) =>
  claimsOf(incident)
    .map(({ componentId, state, startedAt, endedAt }) => [
      componentId,
      state,
      (startedAt - T) / MINUTE,
      endedAt && (endedAt - T) / MINUTE,
    ])
    .sort();

describe("claimsOf", () => {
  it("begins, changes and ends a claim with the updates that say so", () => {
    const incident = told([
      { minute: 0, status: "investigating", map: { api: "major_outage" } },
      { minute: 5, status: "identified", map: { api: "partial_outage", web: "degraded_performance" } },
      { minute: 9, status: "identified" },
      { minute: 12, status: "monitoring", map: { web: "operational" } },
      { minute: 20, status: "resolved" },
    ]);
    expect(minutes(incident)).toEqual([
      ["api", "major_outage", 0, 5],
      ["api", "partial_outage", 5, 20],
      ["web", "degraded_performance", 5, 12],
    ]);
  });

  it("drops everything with the end, whatever map is sent, and goes on where it is reopened", () => {
    const steps: Step[] = [
      { minute: 0, status: "investigating", map: { api: "major_outage" } },
      { minute: 10, status: "resolved", map: { api: "major_outage", web: "partial_outage" } },
    ];
    expect(minutes(told(steps))).toEqual([["api", "major_outage", 0, 10]]);
    const reopened = told([
      ...steps,
      { minute: 15, status: "investigating", map: { api: "degraded_performance" } },
    ]);
    expect(minutes(reopened)).toEqual([
      ["api", "degraded_performance", 15, null],
      ["api", "major_outage", 0, 10],
    ]);
  });

  it("joins what goes on unchanged", () => {
    const incident = told([
      { minute: 0, status: "investigating", map: { api: "major_outage" } },
      { minute: 5, status: "identified", map: { api: "major_outage" } },
    ]);
    expect(minutes(incident)).toEqual([["api", "major_outage", 0, null]]);
  });

  const nothing: [string, Partial<Incident>][] = [
    ["a draft", { publishedAt: null }],
    ["what was taken back", { unpublishedAt: at(3) }],
    ["what was merged", { publishedAt: null, mergedIntoId: "i2" }],
    ["an announcement", { kind: "announcement" }],
    ["a backfilled incident", { isBackfilled: true }],
  ];
  it.each(nothing)("lets %s claim nothing", (_, given) => {
    expect(
      claimsOf(told([{ minute: 0, status: "investigating", map: { api: "major_outage" } }], given)),
    ).toEqual([]);
  });

  it("lets a backfilled incident claim exactly what its author said with times", () => {
    const times = [
      { componentId: "api", state: "partial_outage" as const, startedAt: at(-90), endedAt: at(-60) },
      { componentId: "api", state: "operational" as const, startedAt: at(-60), endedAt: at(-50) },
    ];
    const incident = told([{ minute: -50, status: "resolved", map: { web: "major_outage" } }], {
      isBackfilled: true,
      componentTimes: times,
    });
    expect(minutes(incident)).toEqual([["api", "partial_outage", -90, -60]]);
  });

  it("lets an explicit time without an end last until an update names the component, or the end", () => {
    const componentTimes = ["api", "web"].map((componentId) => ({
      componentId,
      state: "major_outage" as const,
      startedAt: at(-30),
      endedAt: null,
    }));
    const incident = told(
      [
        { minute: 0, status: "investigating", map: { api: "partial_outage" } },
        { minute: 10, status: "resolved" },
      ],
      { componentTimes },
    );
    expect(minutes(incident)).toEqual([
      ["api", "major_outage", -30, 0],
      ["api", "partial_outage", 0, 10],
      ["web", "major_outage", -30, 10],
    ]);
  });

  it("adds nothing to what a monitor says by itself, but a person's word counts", () => {
    const incident = told(
      [
        { minute: 0, status: "investigating", map: { api: "major_outage" } },
        { minute: 5, status: "identified", map: { api: "partial_outage" } },
      ],
      { origin: "monitor" },
    );
    incident.updates[1]!.isAutomatic = true;
    expect(minutes(incident)).toEqual([["api", "partial_outage", 5, null]]);
    expect(minutes({ ...incident, origin: "alert" })).toHaveLength(2);
  });
});

describe("claims of a maintenance window", () => {
  const window = (given: Partial<NonNullable<Incident["maintenance"]>>) => ({
    kind: "maintenance" as const,
    maintenance: {
      scheduledFor: at(0),
      scheduledUntil: at(60),
      startsItself: true,
      endsItself: false,
      notifiesAtStart: true,
      notifiesAtEnd: true,
      remindMinutes: [],
      seriesId: null,
      occurrenceAt: null,
      cancelledAt: null,
      remindedAt: null,
      notices: [],
      ...given,
    },
  });
  const started: Step[] = [
    { minute: -100, status: "scheduled" },
    { minute: 0, status: "in_progress", map: { api: "under_maintenance" } },
  ];
  const notice = (version: number, untilMinute: number, noticeMinute: number) => ({
    version,
    scheduledFor: at(0),
    scheduledUntil: at(untilMinute),
    noticeAt: at(noticeMinute),
  });

  it("begin with the start and end with the announced end, also where it overruns", () => {
    expect(minutes(told(started.slice(0, 1), window({})))).toEqual([]);
    expect(minutes(told(started, window({})))).toEqual([["api", "under_maintenance", 0, 60]]);
    const late: Step[] = [...started, { minute: 80, status: "completed" }];
    expect(minutes(told(late, window({})))).toEqual([["api", "under_maintenance", 0, 60]]);
  });

  it("end early with an early completion", () => {
    const early: Step[] = [...started, { minute: 30, status: "completed" }];
    expect(minutes(told(early, window({})))).toEqual([["api", "under_maintenance", 0, 30]]);
  });

  it("cover an extension from its notice on: an overrun stays one", () => {
    const inTime = window({ scheduledUntil: at(90), notices: [notice(1, 60, -100), notice(2, 90, 50)] });
    expect(minutes(told(started, inTime))).toEqual([["api", "under_maintenance", 0, 90]]);
    const late = window({ scheduledUntil: at(90), notices: [notice(1, 60, -100), notice(2, 90, 70)] });
    expect(minutes(told(started, late))).toEqual([
      ["api", "under_maintenance", 0, 60],
      ["api", "under_maintenance", 70, 90],
    ]);
  });
});

describe("changesOf", () => {
  const components = [
    { componentId: "api", state: "major_outage" as const },
    { componentId: "web", state: "operational" as const },
  ];
  it("tells the state before and after of every component that is named", () => {
    expect(changesOf({ components }, { api: "partial_outage", db: "degraded_performance" }, false)).toEqual([
      { componentId: "api", oldState: "major_outage", newState: "partial_outage" },
      { componentId: "db", oldState: "operational", newState: "degraded_performance" },
    ]);
    expect(changesOf({ components }, undefined, false)).toBeNull();
    expect(changesOf({ components }, {}, false)).toBeNull();
  });
  it("makes everything operational at the end", () => {
    expect(changesOf({ components }, { web: "major_outage" }, true)).toEqual([
      { componentId: "api", oldState: "major_outage", newState: "operational" },
      { componentId: "web", oldState: "operational", newState: "operational" },
    ]);
    expect(changesOf({ components: [] }, undefined, true)).toBeNull();
  });
});

const COMPONENTS = ["api", "web", "db"];
const map = fc.dictionary(fc.constantFrom(...COMPONENTS), fc.constantFrom(...STATES), {
  noNullPrototype: true,
});
const steps = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 20 }),
      status: fc.constantFrom<EventStatus>("investigating", "identified", "monitoring", "resolved"),
      map: fc.option(map, { nil: undefined }),
    }),
    { maxLength: 8 },
  )
  .map((list) => {
    let minute = 0;
    return list.map(({ gap, status, map: said }): Step => {
      minute += gap;
      return { minute, status, ...(said && { map: said }) };
    });
  });

/** What an incident says of a component at an instant, read from its updates in the most naive way. */
function saidAt(updates: readonly IncidentUpdate[], componentId: string, instant: number): WireState {
  let state: WireState = "operational";
  for (const update of inOrder(updates)) {
    if (update.displayAt > instant) break;
    const change = update.components?.find((one: ComponentChange) => one.componentId === componentId);
    if (change) state = change.newState;
    if (isEnd(update.status)) state = "operational";
  }
  return state;
}

const openAt = (incident: Incident, componentId: string, instant: number) =>
  claimsOf(incident).filter(
    (claim) =>
      claim.componentId === componentId &&
      claim.startedAt <= instant &&
      (claim.endedAt === null || claim.endedAt > instant),
  );

describe("claims of any incident", () => {
  it("say at every instant what the updates say, once, and in whole stretches", () => {
    fc.assert(
      fc.property(steps, (list) => {
        const incident = told(list);
        for (let minute = 0; minute <= 170; minute++)
          for (const componentId of COMPONENTS) {
            const said = saidAt(incident.updates, componentId, at(minute));
            const open = openAt(incident, componentId, at(minute)).map(({ state }) => state);
            expect(open).toEqual(said === "operational" ? [] : [said]);
          }
        for (const { startedAt, endedAt, state } of claimsOf(incident)) {
          expect(endedAt === null || endedAt > startedAt).toBe(true);
          expect(state).not.toBe("operational");
        }
      }),
      { numRuns: 150 },
    );
  });

  it("never turn a component green that another incident claims, in whatever order they are resolved", () => {
    const several = fc.array(steps, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(several, fc.infiniteStream(fc.nat()), (lists, chance) => {
        const end = 200;
        const incidents = lists.map((list) => told(list));
        const order = incidents.map((_, i) => i).sort(() => (chance.next().value! % 2 ? 1 : -1));
        order.forEach((index, i) => {
          const minute = end + i;
          incidents[index] = told([...lists[index]!, { minute, status: "resolved" }]);
          for (const componentId of COMPONENTS) {
            const claims = incidents.flatMap((incident) =>
              openAt(incident, componentId, at(minute)).map(({ state }) => ({
                source: "incident" as const,
                state,
              })),
            );
            const others = order
              .slice(i + 1)
              .map((other) => saidAt(incidents[other]!.updates, componentId, at(minute)));
            const worst = Math.max(0, ...others.map(severity));
            expect(severity(effectiveState("operational", claims))).toBe(worst);
          }
        });
      }),
      { numRuns: 100 },
    );
  });
});
