import { beforeEach, describe, expect, it } from "vitest";
import { dayBounds } from "#lib/domain/status/calendar.ts";
import { HOSTILE_TEXTS, makeWorld, type Side } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, makePage } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { readSampledMonitors } from "./sampled-monitors.ts";

withDatabase();
const NOW = Date.parse("2026-11-22T10:00:00.123Z");
const DAY = 86_400_000;
let world: Side & { stranger: Side };
beforeEach(async () => {
  world = await makeWorld();
});
const read = async (...ids: string[]) => [...(await readSampledMonitors(world.page, ids, NOW)).keys()].sort();

describe("monitors that take samples", () => {
  it("are those of the page; foreign, invented and archived ones, and those of archived components, are missing", async () => {
    const [gone, orphan] = [
      await makeMonitor(world.page, world.component),
      await makeMonitor(world.page, await makeComponent(world.page)),
    ];
    await pool().query("update monitors set archived_at = now() where id = $1", [gone]);
    await pool().query(
      "update components set archived_at = now() where id = (select component_id from monitors where id = $1)",
      [orphan],
    );
    expect(await read(world.monitor, world.stranger.monitor, gone, orphan, ...HOSTILE_TEXTS)).toEqual([
      world.monitor,
    ]);
    expect(await read()).toEqual([]);
  });

  it("are not hidden by ids that PostgreSQL cannot even hold", async () => {
    expect(await read("aaaaa\u0000aaaaaa", world.monitor, "\ud800bcdefghijkl")).toEqual([world.monitor]);
  });

  it("tell their grid and whether they are paused", async () => {
    const options = { intervalSeconds: 20, phaseMs: 1_234 };
    const id = await makeMonitor(world.page, world.component, options);
    await pool().query("update monitors set enabled = false where id = $1", [id]);
    const sampled = (await readSampledMonitors(world.page, [id], NOW)).get(id);
    expect(sampled).toMatchObject({ id, intervalMs: 20_000, phaseMs: 1_234, enabled: false });
  });

  it.each([
    ["Asia/Seoul", "2026-11-01", "start_date"],
    ["Australia/Lord_Howe", "2026-10-20", "start_date"],
    ["America/New_York", "2026-11-21", "start_date"],
    ["Asia/Seoul", "2026-01-01", "retention"],
    ["Asia/Seoul", null, "retention"],
  ])(
    "take samples in %s from %s on as far as raw samples are kept: %s decides",
    async (timeZone, startDate, reason) => {
      const pageId = await makePage({ timeZone, retentionDays: 34 });
      const componentId = await makeComponent(pageId, startDate === null ? {} : { startDate });
      const id = await makeMonitor(pageId, componentId);
      const sampled = (await readSampledMonitors(pageId, [id], NOW)).get(id);
      const acceptedFrom =
        reason === "retention" ? NOW - 34 * DAY : dayBounds(startDate as string, timeZone).startedAt;
      expect(sampled).toMatchObject({ acceptedFrom, acceptedFromReason: reason });
    },
  );
});
