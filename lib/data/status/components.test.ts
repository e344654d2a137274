import { beforeAll, describe, expect, it } from "vitest";
import { makeWorld, type Side } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makePage } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import {
  readBaselineStarts,
  readClaims,
  readCountedComponents,
  readRunningComponents,
} from "./components.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00.500Z");
let world: Side & { stranger: Side };
beforeAll(async () => {
  world = await makeWorld();
});
const archive = (id: string, at: number) =>
  pool().query("update components set archived_at = $2 where id = $1", [id, new Date(at)]);

describe("what counting knows of a component", () => {
  it("is its zone, its days and instants as numbers, and whether people say what it is", async () => {
    const pageId = await makePage({ timeZone: "Australia/Lord_Howe" });
    const options = { isManual: true, startDate: "2026-10-04", createdAt: T };
    const id = await makeComponent(pageId, options);
    await archive(id, T + 7);
    const known = { id, pageId, timeZone: "Australia/Lord_Howe", isManual: true };
    const times = { startDate: "2026-10-04", createdAt: T, archivedAt: T + 7 };
    expect(await readCountedComponents(pool(), [id, "nosuch000000"])).toEqual([{ ...known, ...times }]);
    expect(await readCountedComponents(pool(), [])).toEqual([]);
  });

  it("has no start and no end where nobody set one", async () => {
    const [known] = await readCountedComponents(pool(), [world.component]);
    expect(known).toMatchObject({ isManual: false, startDate: null, archivedAt: null });
  });

  it("runs on after the archiving only for what lies before it", async () => {
    const [gone, stays] = [await makeComponent(world.page), await makeComponent(world.page)];
    await archive(gone, T);
    const running = async (since: number) => (await readRunningComponents(pool(), since)).map(({ id }) => id);
    expect(await running(T - 1)).toEqual(expect.arrayContaining([gone, stays]));
    expect(await running(T)).toContain(stays);
    expect(await running(T)).not.toContain(gone);
  });
});

describe("readClaims", () => {
  const claim = (id: string, from: number, to: number | null, source = "incident", state = "major_outage") =>
    pool().query(
      "insert into state_claims (id, page_id, component_id, source, state, started_at, ended_at) values ($1, $2, $3, $4, $5, $6, $7)",
      [
        `${id}${from}`,
        world.page,
        id,
        source,
        state,
        new Date(T + from),
        to === null ? null : new Date(T + to),
      ],
    );

  it("tells those that reach beyond the instant, half-open, by start; every id has its list", async () => {
    const [mine, theirs, none] = [await makeComponent(world.page), world.stranger.component, world.component];
    await claim(mine, 20, null, "override", "degraded_performance");
    await claim(mine, 0, 10);
    await claim(mine, 5, 11, "maintenance", "under_maintenance");
    await claim(theirs, 0, null);
    const claims = await readClaims(pool(), [mine, none], T + 10);
    expect([...claims]).toEqual([
      [
        mine,
        [
          { source: "maintenance", state: "under_maintenance", startedAt: T + 5, endedAt: T + 11 },
          { source: "override", state: "degraded_performance", startedAt: T + 20, endedAt: null },
        ],
      ],
      [none, []],
    ]);
  });
});

describe("readBaselineStarts", () => {
  it("tells when each stored baseline begins, and leaves out those without one", async () => {
    const ids = [await makeComponent(world.page), await makeComponent(world.page)];
    for (const from of [30, 10, 20])
      await pool().query("insert into component_baselines values ($1, $2, $3, 'operational')", [
        ids[0],
        new Date(T + from),
        new Date(T + from + 1),
      ]);
    expect(await readBaselineStarts(pool(), ids)).toEqual(new Map([[ids[0], T + 10]]));
  });
});
