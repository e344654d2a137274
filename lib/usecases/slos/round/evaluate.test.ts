import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { readObjectives } from "#lib/data/slo/objectives.ts";
import { readStates } from "#lib/data/slo/states.ts";
import { readSloDays } from "#lib/data/slo/summing/days.ts";
import { listViolationRows } from "#lib/data/slo/violations.ts";
import type { AlertRule, ObjectiveRule, SloDefinition } from "#lib/domain/slo/definition.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, makePage, samplesOf, writer } from "#lib/testing/engine.ts";
import { makeSli, makeSlo, objectiveDefinition } from "#lib/testing/slo/definitions.ts";
import { putWindows, windowsOf } from "#lib/testing/slo/windows.ts";
import { judgeMonitors } from "../../monitors/judge.ts";
import { recordSamples } from "../../samples/record.ts";
import { evaluateSlos, FAULT_PAUSE_MS } from "./evaluate.ts";

withDatabase();
const T = Date.parse("2026-11-24T10:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BURN: AlertRule = {
  kind: "burn",
  severity: "critical",
  longSeconds: 3_600,
  shortSeconds: 300,
  factor: 14.4,
};

async function world(fields: Partial<SloDefinition> = {}, sli: Parameters<typeof makeSli>[2] = {}) {
  const pageId = await makePage();
  const sliId = await makeSli(pageId, "requests", sli);
  const objectives = [objectiveDefinition("main", { alerts: [BURN] })];
  await makeSlo(pageId, { objectives, ...fields }, T);
  const failures: unknown[] = [];
  const told = {
    failed: (about: { pageId: string }, error: unknown) => {
      if (about.pageId === pageId) failures.push(error);
    },
  };
  const round = (now: number) => evaluateSlos(told, now);
  const stateOf = async (key = "main") => {
    const objective = (await readObjectives(pageId)).find((one) => one.key === key)!;
    return (await readStates([objective.id])).get(objective.id)!;
  };
  const violations = () => listViolationRows(pageId, {}, { skip: 0, take: 100 });
  return { pageId, sliId, round, stateOf, violations, failures };
}

/** What the database itself counts of the SLI, as an oracle. */
async function counted(sliId: string, from: number, until: number) {
  const { rows } = await pool().query(
    `select coalesce(sum(good), 0)::text as good, coalesce(sum(total), 0)::text as total from sli_windows
     where sli_id = $1 and window_at >= $2 and window_at < $3`,
    [sliId, new Date(from), new Date(until)],
  );
  return rows[0];
}

describe("a round of evaluation", () => {
  it("opens a violation of what burns, keeps it while it does, and ends it with its rule", async () => {
    const { sliId, round, violations, stateOf } = await world();
    await putWindows(sliId, windowsOf(T - HOUR, "g".repeat(12)));
    await round(T);
    expect(await violations()).toEqual([]);
    expect((await stateOf()).figures).toMatchObject({
      unit: "events",
      operational: { good: "12000", total: "12000", attainment: "100.000000", isMet: true },
    });
    await putWindows(sliId, windowsOf(T, "b"));
    await round(T + 5 * MINUTE);
    await round(T + 6 * MINUTE);
    const [open] = await violations();
    expect(open).toMatchObject({ severity: "critical", rule: "burn:3600:14.4", resolvedAt: null });
    expect(open!.detectedAt).toBe(T + 5 * MINUTE);
    await putWindows(sliId, windowsOf(T + 5 * MINUTE, "g".repeat(3)));
    await round(T + 20 * MINUTE);
    const [over, ...others] = await violations();
    expect(others).toEqual([]);
    expect(over!.resolvedAt).not.toBeNull();
  });

  it("takes silence for nothing: it opens nothing, resolves nothing, and is told", async () => {
    const { sliId, round, violations, stateOf } = await world();
    await round(T);
    expect(await stateOf()).toMatchObject({ figures: null, noDataSince: T, fault: null });
    await putWindows(sliId, windowsOf(T, "gggb"));
    await round(T + 20 * MINUTE);
    expect((await stateOf()).noDataSince).toBeNull();
    expect(await violations()).toHaveLength(1);
    await round(T + 2 * HOUR);
    expect((await stateOf()).noDataSince).toBe(T + 20 * MINUTE);
    expect((await violations())[0]!.resolvedAt).toBeNull();
  });

  it("counts late data again, and opens nothing for a past that is long over", async () => {
    const { pageId, sliId, round, violations, stateOf } = await world();
    await putWindows(sliId, windowsOf(T - HOUR, "g".repeat(12)));
    await round(T);
    await putWindows(sliId, windowsOf(T - 3 * DAY, "b".repeat(12)));
    await round(T + MINUTE);
    expect((await stateOf()).figures!.operational).toMatchObject({ good: "18000", total: "24000" });
    expect(await violations()).toEqual([]);
    const [{ id } = { id: "" }] = await readObjectives(pageId);
    const days = (await readSloDays(pool(), [id], "2026-11-21", "2026-11-24")).get(id)!;
    expect(days.filter(({ total }) => total > 0n)).toMatchObject([
      { day: "2026-11-21", good: 6_000n, total: 12_000n },
      { day: "2026-11-24", good: 12_000n, total: 12_000n },
    ]);
  });

  it("holds no note of changed windows while it counts a history for the first time", async () => {
    const objectives = Array.from({ length: 12 }, (_, i) => objectiveDefinition(`o${i}`));
    const { sliId, round, stateOf } = await world({
      objectives: [objectiveDefinition("main"), ...objectives],
    });
    await putWindows(sliId, windowsOf(T - HOUR, "g".repeat(12)));
    const hold = await pool().connect();
    try {
      // Sums of the first objective cannot be written: the round waits in the middle of the count.
      await hold.query("begin; lock table slo_sums in share mode");
      const judging = round(T);
      const notes = async () =>
        (await pool().query("select from sli_touches where sli_id = $1", [sliId])).rowCount;
      await expect.poll(notes, { timeout: 5_000 }).toBe(0);
      await putWindows(sliId, windowsOf(T, "b"));
      await hold.query("commit");
      await judging;
    } finally {
      hold.release();
    }
    await round(T + 5 * MINUTE);
    for (const key of ["main", "o11"])
      expect((await stateOf(key)).figures!.operational).toMatchObject({ good: "12500", total: "13000" });
  });

  it("says exactly what the database counts, over every stretch, for random histories", async () => {
    const { sliId, round, stateOf } = await world();
    for (let step = 0; step < 6; step++) {
      const letters = Array.from({ length: 40 }, () => "gggb."[Math.floor(Math.random() * 5)]!).join("");
      const from = T - Math.floor(Math.random() * 85 * 288) * 5 * MINUTE;
      await putWindows(sliId, windowsOf(from, letters, 2 * Math.ceil(Math.random() * 500)));
      const now = T + 4 * HOUR + step * MINUTE;
      await round(now);
      const { operational, ninetyDays } = (await stateOf()).figures!;
      for (const { from, until, good, total } of [operational, ninetyDays])
        expect({ good, total }).toEqual(await counted(sliId, from, until));
    }
  });

  it("judges the percentile of latencies, window by window", async () => {
    const rule = { kind: "latency", sli: "requests", percentile: 95, thresholdUs: 100_000 } as const;
    const alerts: AlertRule[] = [{ kind: "consecutive", severity: "warning", bad: 3, good: 3 }];
    const objectives = [objectiveDefinition("p95", { rule, alerts, target: "99" })];
    const { sliId, round, violations, stateOf } = await world({ objectives }, { kind: "latency" });
    const slow = [...Array(17).fill(50), 150, 150, 150];
    const fast = Array(20).fill(50);
    const put = (from: number, ...all: number[][]) =>
      putWindows(
        sliId,
        all.map((latenciesMs, i) => ({ at: from + i * 5 * MINUTE, good: 20, total: 20, latenciesMs })),
      );
    await put(T, fast, slow, slow);
    await round(T + 15 * MINUTE);
    expect(await violations()).toEqual([]);
    await put(T + 15 * MINUTE, slow);
    await round(T + 20 * MINUTE);
    const [open] = await violations();
    expect(open).toMatchObject({
      rule: "consecutive:3",
      startedAt: T + 5 * MINUTE,
      detectedAt: T + 20 * MINUTE,
    });
    expect((await stateOf("p95")).figures).toMatchObject({
      unit: "windows",
      operational: { good: "1", total: "4" },
      latency: { p50Us: expect.any(Number), p95Us: expect.any(Number), windowAt: T + 15 * MINUTE },
    });
  });

  it("goes on with the others when one objective cannot be judged, and tries that again after a pause", async () => {
    const objectives = ["main", "broken"].map((key) => objectiveDefinition(key, { alerts: [BURN] }));
    const { pageId, sliId, round, stateOf, failures } = await world({ objectives });
    await pool().query(
      "update slo_objectives o set target = 'x' from slos s where s.id = o.slo_id and s.page_id = $1 and o.key = 'broken'",
      [pageId],
    );
    await putWindows(sliId, windowsOf(T - HOUR, "g".repeat(12)));
    await round(T);
    expect((await stateOf("main")).fault).toBeNull();
    expect((await stateOf("broken")).fault).toMatch(/./);
    expect(failures).toHaveLength(1);
    await round(T + FAULT_PAUSE_MS - 1);
    expect(failures).toHaveLength(1);
    await round(T + FAULT_PAUSE_MS);
    expect(failures).toHaveLength(2);
  });

  it("is done once, however many workers begin it", async () => {
    const { sliId, round, violations } = await world();
    await putWindows(sliId, windowsOf(T - 10 * MINUTE, "gb"));
    await Promise.all([round(T), round(T), round(T), round(T)]);
    expect(await violations()).toHaveLength(1);
    expect((await violations())[0]!.revision).toBeLessThanOrEqual(2);
  });

  it("turns an outage that probes see into a violation of availability from its first failed slot on", async () => {
    const pageId = await makePage();
    const componentId = await makeComponent(pageId);
    const monitorId = await makeMonitor(pageId, componentId);
    const rule: ObjectiveRule = {
      kind: "availability",
      components: [componentId],
      combine: "any",
      evidence: [],
    };
    await makeSlo(pageId, {
      components: [componentId],
      objectives: [objectiveDefinition("time", { rule, target: "99.99", alerts: [BURN] })],
    });
    const slots = T - 2 * HOUR;
    await recordSamples(writer(pageId), samplesOf(monitorId, slots, `${"u".repeat(240)}dddd`));
    const now = slots + 244 * 30_000;
    await judgeMonitors(now);
    const failed: string[] = [];
    await evaluateSlos({ failed: (about) => void failed.push(about.pageId) }, now);
    expect(failed).not.toContain(pageId);
    const [open] = await listViolationRows(pageId, {}, { skip: 0, take: 10 });
    expect(open).toMatchObject({ severity: "critical", componentIds: [componentId], resolvedAt: null });
    expect(open!.startedAt).toBe(slots + 240 * 30_000);
  });
});
