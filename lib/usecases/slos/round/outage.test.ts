import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { listViolationRows } from "#lib/data/slo/violations.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeMonitor, samplesOf, writer } from "#lib/testing/engine.ts";
import { operatorScope } from "#lib/testing/manage/world.ts";
import { tDeveloperPage } from "#lib/testing/slo/page.ts";
import { advanceEscalations } from "../../escalation/advance.ts";
import { registerActions } from "../../escalation/register.ts";
import { judgeMonitors } from "../../monitors/judge.ts";
import { recordSamples } from "../../samples/record.ts";
import { evaluateSlos } from "./evaluate.ts";

withDatabase();
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Outages begin at any second of a slot; two hours of good probes lie before. */
const T = Date.parse("2026-11-24T10:00:00Z");
const SLOT = 30 * SECOND;
/** A probe that gets no answer gives up after this. */
const PATIENCE = 10 * SECOND;

async function world() {
  const page = await tDeveloperPage(T - DAY);
  const { pageId } = page;
  await registerActions(operatorScope("slos:write", pageId), T - DAY);
  const componentId = page.component("rest-api");
  const monitorId = await makeMonitor(pageId, componentId);
  const failures: unknown[] = [];
  const told = { failed: (_: object, error: unknown) => void failures.push(error) };
  const record = (from: number, letters: string) =>
    recordSamples(writer(pageId), samplesOf(monitorId, from, letters));
  await record(T - 2 * HOUR, "u".repeat(240));
  await judgeMonitors(T);
  await evaluateSlos(told, T);
  const round = async (now: number) => {
    await judgeMonitors(now);
    await evaluateSlos(told, now);
    await advanceEscalations(told, now);
  };
  // What is only recorded has a scope of its own.
  const list = async (filter: { state?: "open" }) =>
    (await listViolationRows(pageId, filter, { skip: 0, take: 100 })).filter(({ scope }) => scope === "");
  const open = () => list({ state: "open" });
  const runs = async (): Promise<string[]> =>
    (
      await pool().query(
        `select distinct a.key from action_runs r join response_actions a on a.id = r.action_id
         where a.page_id = $1 and r.level = 1 order by 1`,
        [pageId],
      )
    ).rows.map(({ key }) => key);
  return { ...page, componentId, failures, record, round, open, list, runs };
}

describe("a total outage at the probe", () => {
  it("opens SLO-001's violations and begins its level-1 actions within 90 seconds of its first failed slot", async () => {
    const { componentId, failures, record, round, open, runs } = await world();
    expect(await open()).toEqual([]);
    let beganAt: number | null = null;
    for (let now = T; now <= T + 90 * SECOND && beganAt === null; now += 5 * SECOND) {
      const slot = (now - PATIENCE - T) / SLOT;
      if (slot >= 0 && Number.isInteger(slot)) await record(T + slot * SLOT, "d");
      await round(now);
      if ((await runs()).length > 0) beganAt = now;
    }
    expect(beganAt).not.toBeNull();
    expect(beganAt! - T).toBeLessThanOrEqual(60 * SECOND);
    expect(await runs()).toEqual(expect.arrayContaining(["disaster_recovery", "emergency_scaling"]));
    const opened = await open();
    expect(opened.map(({ tierKey }) => tierKey)).toContain("enterprise_plus");
    for (const violation of opened)
      expect(violation).toMatchObject({
        ...{ sloKey: "SLO-001", severity: "critical", startedAt: T, componentIds: [componentId] },
      });
    expect(failures).toEqual([]);
  });

  it("is one violation a tier until its burn is over, and none opens a second time", async () => {
    const { record, round, open, list } = await world();
    await record(T, "d".repeat(20));
    for (let now = T + MINUTE; now <= T + 10 * MINUTE; now += MINUTE) await round(now);
    const tiers = ["developer", "enterprise", "enterprise_plus", "professional"];
    expect((await open()).map(({ tierKey }) => tierKey).sort()).toEqual(tiers);
    await record(T + 10 * MINUTE, "u".repeat(140));
    for (let now = T + 15 * MINUTE; now <= T + 80 * MINUTE; now += 5 * MINUTE) await round(now);
    const all = await list({});
    expect(all.map(({ tierKey }) => tierKey).sort()).toEqual(tiers);
    for (const { startedAt } of all) expect(startedAt).toBe(T);
    const developer = all.find(({ tierKey }) => tierKey === "developer");
    expect(developer).toMatchObject({ endedAt: T + 10 * MINUTE });
  });
});
