import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitored, makePage, samplesOf } from "#lib/testing/engine.ts";
import { judgeMonitors } from "../monitors/judge.ts";
import { recordSamples } from "../samples/record.ts";
import { publishSnapshot } from "./publish.ts";
import { readSnapshot } from "./read.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00Z");
const iso = (at: number) => new Date(at).toISOString();

describe("publishSnapshot", () => {
  it("publishes a first version that can be read back", async () => {
    const pageId = await makePage();
    await makeComponent(pageId, { isManual: true, createdAt: T });
    const published = await publishSnapshot(pageId, T + 5_000);
    expect(published).toMatchObject({ version: 1, asOf: iso(T + 5_000), updatedAt: iso(T + 5_000) });
    expect(await readSnapshot(pageId)).toEqual(published);
  });

  it("refreshes as-of after 30 s without a new version, and not before", async () => {
    const pageId = await makePage();
    await makeComponent(pageId, { isManual: true, createdAt: T });
    await publishSnapshot(pageId, T);
    expect(await publishSnapshot(pageId, T + 29_999)).toBeNull();
    const refreshed = await publishSnapshot(pageId, T + 30_000);
    expect(refreshed).toMatchObject({ version: 1, asOf: iso(T + 30_000), updatedAt: iso(T) });
  });

  it("raises the version at once when a state changes, a second apart for Last-Modified", async () => {
    const { pageId, scope, monitorId } = await makeMonitored();
    await recordSamples(scope, samplesOf(monitorId, T, "uu"));
    await judgeMonitors(T + 60_000);
    await publishSnapshot(pageId, T + 60_100);
    await recordSamples(scope, samplesOf(monitorId, T + 60_000, "dd"));
    await judgeMonitors(T + 120_000);
    const down = await publishSnapshot(pageId, T + 60_200);
    expect(down).toMatchObject({ version: 2, updatedAt: iso(T + 61_000) });
  });

  it("never publishes an older as-of over a newer one", async () => {
    const pageId = await makePage();
    await publishSnapshot(pageId, T);
    expect(await publishSnapshot(pageId, T - 60_000)).toBeNull();
    await makeComponent(pageId, { isManual: true, createdAt: T });
    expect(await publishSnapshot(pageId, T - 60_000)).toMatchObject({ version: 2, asOf: iso(T) });
  });

  it("gives every version once when several workers publish together", async () => {
    const pageId = await makePage();
    await publishSnapshot(pageId, T);
    await makeComponent(pageId, { isManual: true, createdAt: T });
    const all = await Promise.all([1, 2, 3].map((i) => publishSnapshot(pageId, T + i)));
    expect(all.filter(Boolean)).toHaveLength(1);
    expect((await readSnapshot(pageId))?.version).toBe(2);
  });

  it("refuses a page that does not exist", async () => {
    await expect(publishSnapshot("nosuchpage00", T)).rejects.toThrow("page not found");
  });
});

describe("readSnapshot", () => {
  it("answers null when nothing is newer than what the caller has", async () => {
    const pageId = await makePage();
    const first = await publishSnapshot(pageId, T);
    expect(await readSnapshot(pageId, first!)).toBeNull();
    await publishSnapshot(pageId, T + 30_000);
    expect(await readSnapshot(pageId, first!)).toMatchObject({ version: 1, asOf: iso(T + 30_000) });
  });

  it("reads the oldest page when none is named", async () => {
    await pool().query("update pages set created_at = now() - interval '1 day' where id = $1", [
      await makePage().then(async (id) => {
        await publishSnapshot(id, T);
        return id;
      }),
    ]);
    const { rows } = await pool().query("select id from pages order by created_at limit 1");
    expect((await readSnapshot(null))?.page.id).toBe(rows[0].id);
  });
});
