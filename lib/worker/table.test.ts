import { Cron } from "croner";
import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeMonitored, samplesOf } from "#lib/testing/engine.ts";
import { judgeMonitors } from "#lib/usecases/monitors/judge.ts";
import { recordSamples } from "#lib/usecases/samples/record.ts";
import { readSnapshot } from "#lib/usecases/snapshot/read.ts";
import { type LoopName, table } from "./table.ts";

withDatabase();

function rows() {
  const woken: LoopName[] = [];
  const made = table({
    workerId: "w",
    startedAt: 0,
    probe: async () => undefined,
    probeNow: async () => undefined,
    instance: async () => undefined,
    deliver: async () => undefined,
    readSources: async () => undefined,
    slos: async () => undefined,
    escalate: async () => undefined,
    respond: async () => undefined,
    wake: (loop) => void woken.push(loop),
  });
  return { woken, rows: made, row: (name: LoopName) => made.find((one) => one.name === name)! };
}

describe("the table", () => {
  it("names every loop once and says when it runs", () => {
    const { rows: all } = rows();
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { name, everyMs, cron } of all)
      if (name !== "snapshot") expect([name, everyMs === undefined]).toEqual([name, cron !== undefined]);
    for (const { cron } of all) if (cron) expect(new Cron(cron).nextRun()).not.toBeNull();
  });

  it("looks for due probes at least four times a second, and beats every five", () => {
    const { row } = rows();
    expect(row("probe").everyMs).toBeLessThanOrEqual(250);
    expect(row("heartbeat").everyMs).toBe(5_000);
    expect(row("snapshot").restMs).toBeLessThanOrEqual(250);
  });

  it("seals what was done within five seconds, also when nobody woke it, and looks everywhere every hour", () => {
    const { row } = rows();
    expect(row("seal").everyMs! + row("seal").restMs!).toBeLessThan(5_000);
    expect(row("seal").wokenBy).toContain("changed");
    expect(new Cron(row("seal-late").cron!).nextRuns(2).map((at) => at.getUTCMinutes())).toEqual([35, 35]);
  });

  it("runs every loop on an empty database", async () => {
    for (const { run } of rows().rows) await run();
  });

  it("wakes the snapshot, the days and the round of SLOs when judging changed something", async () => {
    const { row, woken } = rows();
    const { scope, monitorId, pageId } = await makeMonitored();
    const slot = Math.floor(Date.now() / 30_000) * 30_000;
    await recordSamples(scope, samplesOf(monitorId, slot - 30_000, "uu"));
    await row("judge").run();
    expect(woken).toEqual(["snapshot", "days", "slos"]);
    await row("judge").run();
    expect(woken).toHaveLength(3);
    expect(await row("snapshot").run()).toEqual({ againInMs: 30_000 });
    expect((await readSnapshot(pageId))?.components[0]?.state).toBe("operational");
    expect(await row("snapshot").run()).toEqual({ againInMs: 5_000 });
  });

  it("wakes the judge for monitors that fell silent, and the days after midnight", async () => {
    const { row, woken } = rows();
    const { scope, monitorId } = await makeMonitored();
    const slot = Math.floor(Date.now() / 30_000) * 30_000 - 3 * 86_400_000;
    await recordSamples(scope, samplesOf(monitorId, slot, "uu"));
    await judgeMonitors(slot + 60_000);
    await pool().query("truncate day_requests");
    await row("sweep").run();
    await row("midnight").run();
    expect(woken).toEqual(["judge", "days"]);
  });
});
