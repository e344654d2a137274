import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import type { SnapshotComponent } from "#lib/domain/snapshot.ts";
import { baselineTimeline } from "#lib/domain/status/baseline.ts";
import { dayBounds, lastDays } from "#lib/domain/status/calendar.ts";
import { type Claim, componentTimeline } from "#lib/domain/status/effective.ts";
import { type CountedDay, completeDays, dayFigures, meanFigures } from "#lib/domain/status/figures.ts";
import { judgeTimeline } from "#lib/domain/status/judge.ts";
import { slotOutcome } from "#lib/domain/status/quorum.ts";
import type { Sample } from "#lib/domain/status/sample.ts";
import { stateAt } from "#lib/domain/status/span.ts";
import { DEFAULT_POLICY, millisecondsByState } from "#lib/domain/status/uptime.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeGroup, makeMonitor, makePage, samplesOf, writer } from "#lib/testing/engine.ts";
import { countDays, requestFinishedDays } from "../days/count.ts";
import { judgeMonitors, sweepSilentMonitors } from "../monitors/judge.ts";
import { recordSamples } from "../samples/record.ts";
import { buildSnapshot } from "./build.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");
const SLOT = 30_000;
const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();

const claim = (pageId: string, componentId: string, given: Claim) =>
  pool().query("insert into state_claims values ($1, $2, $3, $4, null, $5::component_state, $6, $7)", [
    `${componentId}-${given.source}-${given.startedAt}`,
    pageId,
    componentId,
    given.source,
    given.state,
    new Date(given.startedAt),
    given.endedAt === null ? null : new Date(given.endedAt),
  ]);

async function settle(now: number) {
  await judgeMonitors(now);
  await sweepSilentMonitors(now);
  await judgeMonitors(now);
  await requestFinishedDays(now);
  await countDays(now);
}

const only = async (pageId: string, now: number) => (await buildSnapshot(pageId, now)).components[0]!;

describe("buildSnapshot", () => {
  it("tells a component that was never measured as no data, and the page as uncovered", async () => {
    const pageId = await makePage();
    await makeComponent(pageId);
    const snapshot = await buildSnapshot(pageId, T);
    expect(snapshot.components[0]).toMatchObject({
      state: "unknown",
      wireState: "operational",
      data: "none",
      since: null,
      uptime90d: null,
      coverage90d: "0.0000",
      metrics: null,
    });
    expect(snapshot.page).toMatchObject({ uptime90d: null, coverage90d: "0.0000" });
    expect(snapshot.components[0]!.days).toHaveLength(90);
  });

  it("tells since when a state holds, and the last known one while there is none", async () => {
    const pageId = await makePage();
    const monitorId = await makeMonitor(pageId, await makeComponent(pageId));
    await recordSamples(writer(pageId), samplesOf(monitorId, T, "uudd"));
    await settle(T + 4 * SLOT);
    const down = {
      state: "major_outage",
      wireState: "major_outage",
      data: "fresh",
      since: iso(T + 2 * SLOT),
    };
    expect(await only(pageId, T + 4 * SLOT)).toMatchObject(down);
    await settle(T + 40 * SLOT);
    const silent = { state: "unknown", wireState: "major_outage", data: "stale", since: iso(T + 4 * SLOT) };
    expect(await only(pageId, T + 40 * SLOT)).toMatchObject(silent);
  });

  it("lets a running maintenance replace the baseline, and an incident show through it", async () => {
    const pageId = await makePage();
    const componentId = await makeComponent(pageId, { isManual: true, createdAt: T - DAY });
    await claim(pageId, componentId, {
      source: "maintenance",
      state: "under_maintenance",
      startedAt: T,
      endedAt: T + 60_000,
    });
    expect(await only(pageId, T + 30_000)).toMatchObject({ state: "under_maintenance", since: iso(T) });
    await claim(pageId, componentId, {
      source: "incident",
      state: "major_outage",
      startedAt: T + 40_000,
      endedAt: null,
    });
    expect(await only(pageId, T + 50_000)).toMatchObject({ state: "major_outage", since: iso(T + 40_000) });
    expect(await only(pageId, T + 70_000)).toMatchObject({ state: "major_outage", since: iso(T + 40_000) });
  });

  it("marks a person's override, and takes up the monitors again when it ends", async () => {
    const pageId = await makePage();
    const componentId = await makeComponent(pageId, { isManual: true, createdAt: T - DAY });
    await claim(pageId, componentId, {
      source: "override",
      state: "degraded_performance",
      startedAt: T,
      endedAt: T + 60_000,
    });
    expect(await only(pageId, T)).toMatchObject({ state: "degraded_performance", overridden: true });
    expect(await only(pageId, T + 60_000)).toMatchObject({
      state: "operational",
      overridden: false,
      since: iso(T + 60_000),
    });
  });

  it("shows nothing about unpublished and archived components, not even in the page's figures", async () => {
    const pageId = await makePage({ timeZone: "UTC" });
    const visible = await makeComponent(pageId, { isManual: true, startDate: "2026-11-20" });
    const hidden = await makeComponent(pageId, { isManual: true, startDate: "2026-11-20", published: false });
    const gone = await makeComponent(pageId, { isManual: true, startDate: "2026-11-20" });
    for (const id of [hidden, gone])
      await claim(pageId, id, {
        source: "incident",
        state: "major_outage",
        startedAt: T - 3_600_000,
        endedAt: null,
      });
    await pool().query("update components set archived_at = now() where id = $1", [gone]);
    const snapshot = await buildSnapshot(pageId, T);
    expect(snapshot.components.map(({ id }) => id)).toEqual([visible]);
    expect(snapshot.page.uptime90d).toBe("100.0000");
    for (const id of [hidden, gone]) expect(JSON.stringify(snapshot)).not.toContain(id);
  });

  it("holds yesterday right after midnight, before anybody has counted it", async () => {
    const pageId = await makePage({ timeZone: "Asia/Seoul" });
    const componentId = await makeComponent(pageId, { isManual: true, startDate: "2026-11-22" });
    const midnight = Date.parse("2026-11-22T15:00:00Z");
    await claim(pageId, componentId, {
      source: "incident",
      state: "major_outage",
      startedAt: midnight - 3_600_000,
      endedAt: midnight,
    });
    const { days } = await only(pageId, midnight + 1_000);
    expect(days.slice(-2)).toEqual([
      { date: "2026-11-22", seconds: { operational: 82_800, major_outage: 3_600 }, uptime: "95.8333" },
      { date: "2026-11-23", seconds: { operational: 1 }, uptime: "100.0000" },
    ]);
  });

  it("gives an empty group 90 days without data", async () => {
    const pageId = await makePage();
    await makeGroup(pageId);
    const [group] = (await buildSnapshot(pageId, T)).groups;
    expect(group).toMatchObject({ uptime90d: null, coverage90d: "0.0000" });
    expect(group?.days).toHaveLength(90);
  });
});

describe("the snapshot and a recomputation from raw samples", () => {
  const letters = fc
    .array(fc.constantFrom("u", "u", "u", "u", "d", "g", "."), { minLength: 10, maxLength: 90 })
    .map((list) => list.join(""));
  // One sample an hour: four days over the end of summer time in New York.
  const HOUR = 3_600_000;
  const start = Date.parse("2026-10-30T06:00:00Z");
  const now = start + 95 * HOUR + 1_234_567;
  const timeZone = "America/New_York";
  const someClaim = fc
    .record({
      source: fc.constantFrom("incident" as const, "maintenance" as const, "override" as const),
      from: fc.nat(90),
      length: fc.integer({ min: 1, max: 30 }),
      state: fc.constantFrom(
        "partial_outage" as const,
        "under_maintenance" as const,
        "major_outage" as const,
      ),
    })
    .map(({ source, from, length, state }) => ({
      source,
      state: source === "maintenance" ? ("under_maintenance" as const) : state,
      startedAt: start + from * HOUR + 777,
      endedAt: from + length > 95 ? null : start + (from + length) * HOUR,
    }));
  const component = fc.record({
    monitors: fc.array(letters, { minLength: 1, maxLength: 2 }),
    claims: fc.uniqueArray(someClaim, { maxLength: 2, selector: ({ source }) => source }),
  });

  const judged = (samples: readonly Sample[]) =>
    judgeTimeline({
      samples: samples.map(({ slotAt, ...one }) => ({ slotAt, outcome: slotOutcome([one])! })),
      intervalMs: HOUR,
      confirmations: 2,
      before: "unknown",
      startAt: samples[0]?.slotAt ?? now,
      now,
    });

  function recomputed(monitors: Sample[][], claims: readonly Claim[]) {
    const members = monitors.map((samples) => ({ timeline: judged(samples), from: start, until: null }));
    const facts = {
      isManual: false,
      coveredFrom: null,
      coveredUntil: null,
      baseline: baselineTimeline(members),
      claims,
      corrections: [],
    };
    const dates = lastDays(90, now, timeZone);
    const counted = dates.map((date) => {
      const { startedAt, endedAt } = dayBounds(date, timeZone);
      const until = Math.min(endedAt, now);
      return [
        date,
        millisecondsByState(componentTimeline(facts, startedAt, until), startedAt, until),
      ] as const;
    });
    const state = stateAt(componentTimeline(facts, start, now + 1), now);
    return { days: completeDays(dates, new Map(counted), timeZone, now), state };
  }

  const figures = ({ days, uptime90d, uptime30d, coverage90d, state }: SnapshotComponent) => ({
    days,
    uptime90d,
    uptime30d,
    coverage90d,
    state,
  });

  it("agree on every day, percentage and state, of components, groups and the page", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(component, { minLength: 1, maxLength: 3 }), async (components) => {
        const pageId = await makePage({ timeZone });
        const groupId = await makeGroup(pageId);
        const expected: { days: CountedDay[]; state: string }[] = [];
        for (const { monitors, claims } of components) {
          const componentId = await makeComponent(pageId, { groupId });
          const all: Sample[][] = [];
          for (const story of monitors) {
            const monitorId = await makeMonitor(pageId, componentId, { intervalSeconds: 3_600 });
            const samples = samplesOf(monitorId, start, story, HOUR);
            all.push(samples);
            await recordSamples(writer(pageId), samples.toReversed());
          }
          for (const one of claims) await claim(pageId, componentId, one);
          expected.push(recomputed(all, claims));
        }
        await settle(now);
        const snapshot = await buildSnapshot(pageId, now);
        expect(snapshot.components.map(figures)).toEqual(
          expected.map(({ days, state }) => ({ ...dayFigures(days, DEFAULT_POLICY), state })),
        );
        const mean = meanFigures(
          expected.map(({ days }) => days),
          DEFAULT_POLICY,
        );
        expect(snapshot.groups[0]).toMatchObject(mean);
        expect(snapshot.page).toMatchObject({ uptime90d: mean.uptime90d, coverage90d: mean.coverage90d });
      }),
      { numRuns: 25 },
    );
  }, 90_000);
});
