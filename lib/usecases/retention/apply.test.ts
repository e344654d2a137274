import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, makePage, sample, writer } from "#lib/testing/engine.ts";
import { recordSamples } from "../samples/record.ts";
import { dropOldSamples, forgetIdempotencyKeys, preparePartitions } from "./apply.ts";

withDatabase();
const DAY = 86_400_000;
const now = Date.parse("2026-11-22T10:00:00Z");

const partitions = async (): Promise<string[]> =>
  (
    await pool().query(
      "select relname from pg_inherits join pg_class c on c.oid = inhrelid where inhparent = 'uptime_samples'::regclass order by 1",
    )
  ).rows.map(({ relname }) => relname);

describe("retention", () => {
  it("makes the days of today and the next three, again and again without harm", async () => {
    await preparePartitions(now);
    await preparePartitions(now);
    expect(await partitions()).toEqual(["22", "23", "24", "25"].map((day) => `uptime_samples_202611${day}`));
  });

  it("drops the days that the page with the longest retention does not keep, and nothing else", async () => {
    await makePage({ retentionDays: 2 });
    const pageId = await makePage({ retentionDays: 3 });
    const monitorId = await makeMonitor(pageId, await makeComponent(pageId));
    const samples = [5, 4, 3, 2].map((days) => sample(monitorId, now - days * DAY));
    await recordSamples(writer(pageId), samples);
    expect(await dropOldSamples(now)).toEqual(["2026-11-17", "2026-11-18"]);
    const left = await pool().query("select slot_at from uptime_samples order by 1");
    expect(left.rows.map(({ slot_at }) => slot_at.getTime())).toEqual([now - 3 * DAY, now - 2 * DAY]);
    const kept = await pool().query("select count(*)::int as n from uptime_rollups where monitor_id = $1", [
      monitorId,
    ]);
    expect(kept.rows[0].n).toBe(4);
    expect(await dropOldSamples(now)).toEqual([]);
  });

  it("gives up on a day that somebody reads for long, and drops it the next time", async () => {
    const pageId = await makePage({ retentionDays: 1 });
    await pool().query("update pages set raw_retention_days = 1");
    const monitorId = await makeMonitor(pageId, await makeComponent(pageId));
    await recordSamples(writer(pageId), [sample(monitorId, now - 9 * DAY)]);
    const reader = await pool().connect();
    await reader.query("begin");
    await reader.query("select * from uptime_samples_20261113");
    await expect(dropOldSamples(now)).rejects.toThrow("lock timeout");
    await reader.query("rollback");
    reader.release();
    expect(await dropOldSamples(now)).toContain("2026-11-13");
  });

  it("forgets the answers to idempotent requests after 24 hours", async () => {
    for (const [key, age] of [
      ["old", DAY + 1],
      ["young", DAY - 1_000],
    ] as const)
      await pool().query(
        "insert into idempotency_keys (token_id, key, request_hash, created_at) values ('t', $1, 'h', $2)",
        [key, new Date(now - age)],
      );
    expect(await forgetIdempotencyKeys(now)).toBe(1);
    const { rows } = await pool().query("select key from idempotency_keys");
    expect(rows).toEqual([{ key: "young" }]);
  });
});
