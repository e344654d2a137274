import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld, operatorScope } from "#lib/testing/manage/world.ts";
import { measureDisk } from "../retention/disk-use.ts";
import { readFacts } from "./facts.ts";
import { judgeMonitors } from "./judge.ts";

withDatabase();

describe("what monitors say now", () => {
  it("is the verdict and the newest sample of each, and nothing of other pages", async () => {
    const { owner: token, base, pageId } = await newWorld();
    const post = (path: string, json: object) => call("POST", `${base}/${path}`, { token, json });
    const component_id = String((await post("components", { component: { name: "API" } })).body.id);
    const add = async () =>
      String((await post("monitors", { monitor: { component_id, kind: "external" } })).body.id);
    const [heard, unheard] = [await add(), await add()];
    const slot = Math.floor(Date.now() / 30_000) * 30_000;
    const sample = (back: number, outcome: string) => ({
      monitor_id: heard,
      at: new Date(slot - back * 30_000).toISOString(),
      outcome,
      latency_ms: 12.5 + back,
    });
    await post("samples", { samples: [sample(2, "up"), sample(1, "down"), sample(0, "down")] });
    while (!(await judgeMonitors(Date.now())).isDone);
    const facts = await readFacts(operatorScope("page:read", pageId));
    expect(facts.get(heard)).toMatchObject({
      state: "major_outage",
      since: slot - 30_000,
      lastSample: { at: slot, outcome: "down", latencyMs: 12.5, reason: null },
    });
    expect(facts.get(unheard)!.lastSample).toBeNull();
    expect(facts.size).toBe(2);
    const stranger = await newWorld();
    expect((await readFacts(operatorScope("page:read", stranger.pageId))).size).toBe(0);
  });
});

describe("what is on disk", () => {
  it("is told by what it is for, and is part of the whole", async () => {
    const { pageId } = await newWorld();
    const use = await measureDisk(operatorScope("settings:write", pageId));
    const parts = [use.samplesBytes, use.rollupsBytes, use.timelinesBytes, use.auditBytes];
    for (const bytes of parts) expect(bytes).toBeGreaterThan(0);
    expect(parts.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(use.databaseBytes);
    expect(use.oldestSampleDay).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(use.sampleDays).toBeGreaterThan(0);
  });
});
