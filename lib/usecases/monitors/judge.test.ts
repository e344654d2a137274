import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { requestJudging } from "#lib/data/status/judge-requests.ts";
import type { Sample } from "#lib/domain/status/sample.ts";
import { beginOther } from "#lib/testing/data/connections.ts";
import { withDatabase } from "#lib/testing/database.ts";
import {
  makeComponent,
  makeMonitor,
  makeMonitored,
  makePage,
  sample,
  samplesOf,
  storedTimeline,
  writer,
} from "#lib/testing/engine.ts";
import { recordSamples } from "../samples/record.ts";
import { judgeMonitors, sweepSilentMonitors } from "./judge.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");
const SLOT = 30_000;

const states = (id: string) => storedTimeline("monitor_states", id, T);
const baseline = (id: string) => storedTimeline("component_baselines", id, T);
/** Just after the given number of slots from T. */
const afterSlots = (slots: number) => T + slots * SLOT + 1_000;

describe("judgeMonitors", () => {
  it("turns confirmed samples into a back-dated timeline of monitor and component", async () => {
    const { scope, monitorId, componentId } = await makeMonitored();
    await recordSamples(scope, samplesOf(monitorId, T, "uuudduu"));
    expect(await judgeMonitors(afterSlots(7))).toEqual({ judged: 1, changed: 1, isDone: true });
    const expected = ["operational 0–90", "major_outage 90–150", "operational 150–"];
    expect(await states(monitorId)).toEqual(expected);
    expect(await baseline(componentId)).toEqual(expected);
    expect(await judgeMonitors(afterSlots(7))).toEqual({ judged: 0, changed: 0, isDone: true });
  });

  it("writes nothing for a sample that confirms the verdict", async () => {
    const { scope, monitorId } = await makeMonitored();
    await recordSamples(scope, samplesOf(monitorId, T, "uu"));
    await judgeMonitors(afterSlots(2));
    await recordSamples(scope, samplesOf(monitorId, T + 2 * SLOT, "u"));
    expect(await judgeMonitors(afterSlots(3))).toEqual({ judged: 1, changed: 0, isDone: true });
  });

  it("re-judges only what a late sample touches", async () => {
    const { scope, monitorId } = await makeMonitored();
    const samples = samplesOf(monitorId, T, "uuuuddduuuuuuuuuuuuuu");
    await recordSamples(
      scope,
      samples.filter((_, i) => i !== 5),
    );
    await judgeMonitors(afterSlots(21));
    expect(await states(monitorId)).toEqual([
      "operational 0–120",
      "major_outage 120–210",
      "operational 210–",
    ]);
    await recordSamples(scope, [sample(monitorId, T + 5 * SLOT, "up")]);
    await judgeMonitors(afterSlots(21));
    expect(await states(monitorId)).toEqual(["operational 0–"]);
  });

  it("tells the gap of a restart as unknown, from the first missing slot", async () => {
    const { scope, monitorId, componentId } = await makeMonitored();
    await recordSamples(scope, samplesOf(monitorId, T, "uuu"));
    await judgeMonitors(afterSlots(3));
    // Nothing runs for twenty minutes; nobody sweeps.
    await recordSamples(scope, samplesOf(monitorId, T + 40 * SLOT, "u"));
    await judgeMonitors(afterSlots(41));
    const expected = ["operational 0–90", "unknown 90–1200", "operational 1200–"];
    expect(await states(monitorId)).toEqual(expected);
    expect(await baseline(componentId)).toEqual(expected);
  });

  it("carries the state over two missing slots", async () => {
    const { scope, monitorId } = await makeMonitored();
    await recordSamples(scope, samplesOf(monitorId, T, "uuu"));
    await judgeMonitors(afterSlots(3));
    await recordSamples(scope, samplesOf(monitorId, T + 5 * SLOT, "u"));
    await judgeMonitors(afterSlots(6));
    expect(await states(monitorId)).toEqual(["operational 0–"]);
  });

  it("takes impaired samples for missing ones", async () => {
    const { scope, monitorId } = await makeMonitored();
    const samples = samplesOf(monitorId, T, "uuddddddu");
    await recordSamples(
      scope,
      samples.map((one) => ({ ...one, impaired: one.outcome === "down" })),
    );
    await judgeMonitors(afterSlots(9));
    expect(await states(monitorId)).toEqual(["operational 0–60", "unknown 60–240", "operational 240–"]);
  });

  it("lets the majority of probers decide a slot", async () => {
    const { scope, monitorId } = await makeMonitored();
    const from = (prober: string, letters: string) =>
      samplesOf(monitorId, T, letters).map((one) => ({ ...one, prober }));
    await recordSamples(scope, [...from("a", "uudddd"), ...from("b", "uuuudd"), ...from("c", "uuuddd")]);
    await judgeMonitors(afterSlots(6));
    expect(await states(monitorId)).toEqual(["operational 0–90", "major_outage 90–"]);
  });

  it("calls a component with one of two monitors down partially out", async () => {
    const { pageId, scope, monitorId, componentId } = await makeMonitored();
    const other = await makeMonitor(pageId, componentId);
    await recordSamples(scope, [...samplesOf(monitorId, T, "uudduudd"), ...samplesOf(other, T, "uuuuuudd")]);
    await judgeMonitors(afterSlots(8));
    expect(await baseline(componentId)).toEqual([
      "operational 0–60",
      "partial_outage 60–120",
      "operational 120–180",
      "major_outage 180–",
    ]);
  });

  it("leaves a component that people set alone", async () => {
    const pageId = await makePage();
    const componentId = await makeComponent(pageId, { isManual: true });
    const monitorId = await makeMonitor(pageId, componentId);
    await recordSamples(writer(pageId), samplesOf(monitorId, T, "dd"));
    await judgeMonitors(afterSlots(2));
    expect(await states(monitorId)).toEqual(["major_outage 0–"]);
    expect(await baseline(componentId)).toEqual([]);
  });

  it("shares the work between workers without doing any of it twice", async () => {
    const pageId = await makePage();
    const monitors: string[] = [];
    for (let i = 0; i < 30; i++) monitors.push(await makeMonitor(pageId, await makeComponent(pageId)));
    await recordSamples(
      writer(pageId),
      monitors.flatMap((id) => samplesOf(id, T, "uudd")),
    );
    const results = await Promise.all([1, 2, 3].map(() => judgeMonitors(afterSlots(4))));
    expect(results.reduce((sum, { judged }) => sum + judged, 0)).toBe(30);
    for (const id of monitors) expect(await states(id)).toEqual(["operational 0–60", "major_outage 60–"]);
  });

  it("gives way to whoever is changing the component, and judges when that is done", async () => {
    const { scope, monitorId, componentId } = await makeMonitored();
    await recordSamples(scope, samplesOf(monitorId, T, "uudd"));
    const other = await beginOther();
    // What archiving a component does: its row first, then a request for its monitors, which waits for the judge.
    await other.sql.query("update components set name = 'changed' where id = $1", [componentId]);
    const judging = judgeMonitors(afterSlots(4));
    await other.sql.query("update judge_requests set from_at = least(from_at, $2) where monitor_id = $1", [
      monitorId,
      new Date(T),
    ]);
    await other.commit();
    await judging;
    await judgeMonitors(afterSlots(4));
    expect(await baseline(componentId)).toEqual(["operational 0–60", "major_outage 60–"]);
  });

  it("asks for the days that changed, and tells the page's followers", async () => {
    const { scope, monitorId, componentId } = await makeMonitored();
    await recordSamples(scope, samplesOf(monitorId, T, "uudd"));
    await judgeMonitors(afterSlots(4));
    const { rows } = await pool().query("select from_at from day_requests where component_id = $1", [
      componentId,
    ]);
    expect(rows).toEqual([{ from_at: new Date(T) }]);
  });

  it("never reads silence into days whose raw samples were dropped", async () => {
    const pageId = await makePage({ retentionDays: 2 });
    const monitorId = await makeMonitor(pageId, await makeComponent(pageId));
    const letters = "u".repeat(20);
    const kept = Date.parse("2026-11-20T00:00:00Z");
    await recordSamples(writer(pageId), samplesOf(monitorId, kept - 10 * SLOT, letters));
    await judgeMonitors(kept + 21 * SLOT);
    await pool().query("delete from uptime_samples where monitor_id = $1 and slot_at < $2", [
      monitorId,
      new Date(kept),
    ]);
    await requestJudging(pool(), [monitorId], kept + SLOT);
    await judgeMonitors(kept + 2 * 86_400_000 + SLOT);
    expect((await storedTimeline("monitor_states", monitorId, kept))[0]).toBe("operational -300–300");
  });
});

describe("sweepSilentMonitors", () => {
  it("makes a silent monitor unknown from its first missing slot, once", async () => {
    const { scope, monitorId } = await makeMonitored();
    await recordSamples(scope, samplesOf(monitorId, T, "uuu"));
    await judgeMonitors(afterSlots(3));
    await sweepSilentMonitors(afterSlots(5));
    await judgeMonitors(afterSlots(5));
    expect(await states(monitorId)).toEqual(["operational 0–"]);
    await sweepSilentMonitors(afterSlots(6));
    await judgeMonitors(afterSlots(6));
    expect(await states(monitorId)).toEqual(["operational 0–90", "unknown 90–"]);
    expect(await sweepSilentMonitors(afterSlots(6))).toBe(0);
  });

  it.each(["enabled = false", "archived_at = now()"])(
    "makes a monitor with %s unknown at once and keeps its history",
    async (set) => {
      const { scope, monitorId, componentId } = await makeMonitored();
      await recordSamples(scope, samplesOf(monitorId, T, "uudd"));
      await judgeMonitors(afterSlots(4));
      await pool().query(`update monitors set ${set} where id = $1`, [monitorId]);
      await sweepSilentMonitors(afterSlots(4));
      await judgeMonitors(afterSlots(4));
      const expected = ["operational 0–60", "major_outage 60–120", "unknown 120–"];
      expect(await states(monitorId)).toEqual(expected);
      expect(await baseline(componentId)).toEqual(expected);
    },
  );
});

describe("judging piece by piece", () => {
  const ends = T + 80 * SLOT;
  const letter = fc.constantFrom("u", "u", "u", "d", "d", "g", ".");
  const story = fc.array(letter, { minLength: 5, maxLength: 60 }).map((letters) => letters.join(""));

  it("ends in the same states as judging everything at once, whatever the order and the batches", async () => {
    const pageId = await makePage();
    const scope = writer(pageId);
    await fc.assert(
      fc.asyncProperty(
        story,
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.nat({ max: 1_000 })),
        async (letters, confirmations, dice) => {
          const make = async () => await makeMonitor(pageId, await makeComponent(pageId), { confirmations });
          const [piecewise, whole] = [await make(), await make()];
          const roll = () => dice.next().value as number;
          const shuffled = samplesOf(piecewise, T, letters)
            .map((one) => ({ one, place: roll() }))
            .sort((a, b) => a.place - b.place)
            .map(({ one }) => one);
          for (const batch of batches(shuffled, roll)) {
            await recordSamples(scope, batch);
            const newest = Math.max(...batch.map(({ slotAt }) => slotAt));
            if (roll() % 3 > 0) await judgeMonitors(roll() % 2 ? newest + SLOT : ends);
          }
          await recordSamples(scope, samplesOf(whole, T, letters));
          await judgeMonitors(ends);
          await sweepSilentMonitors(ends);
          await judgeMonitors(ends);
          expect(await states(piecewise)).toEqual(await states(whole));
          await requestJudging(pool(), [piecewise], T - 1);
          expect((await judgeMonitors(ends)).changed).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  }, 90_000);

  function* batches(samples: Sample[], roll: () => number) {
    for (let i = 0; i < samples.length; ) {
      const size = 1 + (roll() % 9);
      yield samples.slice(i, i + size);
      i += size;
    }
  }
});
