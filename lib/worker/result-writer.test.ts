import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import type { Outcome } from "#lib/domain/status/sample.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, makePage, sample } from "#lib/testing/engine.ts";
import { createResultWriter, type Result } from "./result-writer.ts";

withDatabase();
const SLOT = Math.floor(Date.now() / 30_000) * 30_000;

async function monitors(count: number) {
  const pageId = await makePage();
  const componentId = await makeComponent(pageId);
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push(await makeMonitor(pageId, componentId, { kind: "http" }));
  return { pageId, ids };
}

const result = (pageId: string, monitorId: string, outcome: Outcome, more: Partial<Result> = {}): Result => ({
  pageId,
  kind: "http",
  host: `${monitorId}.example`,
  intervalMs: 30_000,
  wasUp: true,
  finishedAt: Date.now(),
  sample: sample(monitorId, SLOT, outcome, outcome === "down" ? { detail: { reason: "unreachable" } } : {}),
  ...more,
});

function writer() {
  const told: string[] = [];
  let stored = 0;
  const made = createResultWriter(
    {
      worked: (name) => void told.push(`${name} worked`),
      failed: (name) => void told.push(`${name} failed`),
    },
    () => {
      stored += 1;
    },
  );
  return { ...made, told, stored: () => stored };
}

const samples = async (ids: string[]) =>
  (
    await pool().query(
      "select monitor_id, outcome, impaired from uptime_samples where monitor_id = any($1) order by 1, slot_at",
      [ids],
    )
  ).rows;

describe("createResultWriter", () => {
  it("stores what comes together in one batch, of several pages", async () => {
    const [one, two] = [await monitors(2), await monitors(1)];
    const { add, settled, stored } = writer();
    for (const id of one.ids) add(result(one.pageId, id, "up"));
    add(result(two.pageId, two.ids[0]!, "degraded"));
    await settled();
    expect(await samples([...one.ids, ...two.ids])).toHaveLength(3);
    expect(stored()).toBe(1);
  });

  it("keeps the end of a certificate", async () => {
    const { pageId, ids } = await monitors(1);
    const { add, settled } = writer();
    add(result(pageId, ids[0]!, "up", { tlsExpiresAt: Date.parse("2027-01-01T00:00:00Z") }));
    await settled();
    const { rows } = await pool().query("select tls_expires_at from monitors where id = $1", [ids[0]]);
    expect(rows[0].tls_expires_at).toEqual(new Date("2027-01-01T00:00:00Z"));
  });

  it("stores an outage of our own network as impaired, the failures before it was certain too", async () => {
    const { pageId, ids } = await monitors(4);
    const { add, settled } = writer();
    for (const id of ids.slice(0, 2)) add(result(pageId, id, "down"));
    await settled();
    expect((await samples(ids)).map(({ impaired }) => impaired)).toEqual([false, false]);
    for (const id of ids.slice(2)) add(result(pageId, id, "down"));
    await settled();
    expect((await samples(ids)).map(({ impaired }) => impaired)).toEqual([true, true, true, true]);
    const { rows } = await pool().query(
      "select sum(down)::int as down from uptime_rollups where monitor_id = any($1)",
      [ids],
    );
    expect(rows[0].down).toBe(0);
  });

  it("never calls heartbeats and the self-probe impaired", async () => {
    const { pageId, ids } = await monitors(4);
    const { add, settled } = writer();
    for (const [i, id] of ids.entries())
      add(result(pageId, id, "down", { kind: i % 2 ? "self" : "heartbeat" }));
    await settled();
    expect((await samples(ids)).every(({ impaired }) => !impaired)).toBe(true);
  });

  it("tries again while the database refuses, and stores everything once it takes it", async () => {
    const { pageId, ids } = await monitors(1);
    const { add, settled, told } = writer();
    await pool().query("alter table judge_requests rename to away");
    add(result(pageId, ids[0]!, "up"));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(told).toContain("results failed");
    expect(await samples(ids)).toEqual([]);
    await pool().query("alter table away rename to judge_requests");
    await settled();
    expect(await samples(ids)).toHaveLength(1);
    expect(told.at(-1)).toBe("results worked");
  });

  it("is settled when nothing was added", async () => {
    await writer().settled();
  });
});
