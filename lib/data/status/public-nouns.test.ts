import { beforeAll, describe, expect, it } from "vitest";
import { makeWorld, type Side } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeGroup, makePage } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { readPageIds, readPublicComponents, readPublicGroups, readPublicPage } from "./public-nouns.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00.500Z");
let world: Side & { stranger: Side };
beforeAll(async () => {
  world = await makeWorld();
});
const set = (table: string, id: string, column: string, value: unknown) =>
  pool().query(`update ${table} set ${column} = $2 where id = $1`, [id, value]);
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe("what the public may know", () => {
  it("of a page: its own fields, instants in ms and the policy as numbers", async () => {
    const id = await makePage({ timeZone: "America/St_Johns" });
    await set("pages", id, "created_at", new Date(T));
    await set("pages", id, "links", { website: "https://example.com" });
    await set("pages", id, "policy_version", 4);
    expect(await readPublicPage(pool(), id)).toEqual({
      id,
      name: "Example",
      timeZone: "America/St_Johns",
      languages: ["ko", "en"],
      translations: {},
      theme: {},
      logo: { light: null, dark: null },
      links: { website: "https://example.com" },
      isDemo: false,
      createdAt: T,
      policy: { version: 4, weights: { major_outage: 1, partial_outage: 0.3, degraded_performance: 0 } },
    });
    expect(await readPublicPage(pool(), "' or true --")).toBeNull();
  });

  it("of pages: all ids, the oldest first", async () => {
    const oldest = await makePage();
    await set("pages", oldest, "created_at", new Date(0));
    expect((await readPageIds(pool()))[0]).toBe(oldest);
    expect(await readPageIds(pool())).toEqual(expect.arrayContaining([world.page, world.stranger.page]));
  });

  it("of groups: those of the page in their order, without archived ones", async () => {
    const pageId = await makePage();
    const [last, first, gone] = [await makeGroup(pageId), await makeGroup(pageId), await makeGroup(pageId)];
    await set("component_groups", last, "position", 9);
    await set("component_groups", first, "position", 1);
    await set("component_groups", gone, "archived_at", new Date(T));
    expect(ids(await readPublicGroups(pool(), pageId))).toEqual([first, last]);
    expect(ids(await readPublicGroups(pool(), world.page))).toEqual([world.group]);
  });
});

describe("readPublicComponents", () => {
  it("leaves out hidden ones always, archived ones unless asked for, and other pages' in any case", async () => {
    const pageId = await makePage();
    const [shown, gone] = [await makeComponent(pageId), await makeComponent(pageId)];
    const hidden = await makeComponent(pageId, { published: false });
    for (const id of [gone, hidden]) await set("components", id, "archived_at", new Date(T));
    await set("components", shown, "position", 10_000);
    expect(ids(await readPublicComponents(pool(), pageId))).toEqual([shown]);
    expect(ids(await readPublicComponents(pool(), pageId, { archived: true }))).toEqual([gone, shown]);
    expect(ids(await readPublicComponents(pool(), world.page))).toEqual([world.component]);
  });

  it("tells the start as a day, instants in ms, and the group", async () => {
    const pageId = await makePage({ timeZone: "Pacific/Kiritimati" });
    const groupId = await makeGroup(pageId);
    const id = await makeComponent(pageId, { groupId, startDate: "2026-01-01", createdAt: T });
    const [component] = await readPublicComponents(pool(), pageId);
    expect(component).toMatchObject({
      id,
      groupId,
      pageId,
      timeZone: "Pacific/Kiritimati",
      startDate: "2026-01-01",
      createdAt: T,
      archivedAt: null,
      isManual: false,
      lastKnown: null,
      baselineSince: null,
      metrics: null,
    });
  });

  it("tells the last state that was known, and since when the running one holds", async () => {
    const pageId = await makePage();
    const id = await makeComponent(pageId);
    const spans = [
      [0, 10, "operational"],
      [10, 20, "partial_outage"],
      [20, null, "unknown"],
    ] as const;
    for (const [from, to, state] of spans)
      await pool().query("insert into component_baselines values ($1, $2, $3, $4)", [
        id,
        new Date(T + from),
        to && new Date(T + to),
        state,
      ]);
    const [component] = await readPublicComponents(pool(), pageId);
    expect(component).toMatchObject({ lastKnown: "partial_outage", baselineSince: T + 20 });
  });

  it.each([
    [[999_999, 0, 1], "0.999999"],
    [[9_999_999, 0, 1], "0.999999"], // never rounded up to 1
    [[2, 1, 0], "1.000000"],
    [[1, 1, 1], "0.666666"],
    [[0, 0, 5], "0.000000"],
  ])("tells %j as a share of answers of %s", async ([up, degraded, down], successRatio) => {
    const pageId = await makePage();
    const id = await makeComponent(pageId);
    await pool().query("insert into component_metrics values ($1, $2, $3, $4, $5, 12.3, null, 99.9)", [
      id,
      new Date(T),
      up,
      degraded,
      down,
    ]);
    const [component] = await readPublicComponents(pool(), pageId);
    const at = new Date(T).toISOString();
    expect(component?.metrics).toEqual({ p50Ms: 12.3, p95Ms: null, p99Ms: 99.9, successRatio, at });
  });

  it("tells no metrics of a component that nobody measured in the stretch", async () => {
    const pageId = await makePage();
    const id = await makeComponent(pageId);
    await pool().query("insert into component_metrics values ($1, now(), 0, 0, 0, null, null, null)", [id]);
    expect(await readPublicComponents(pool(), pageId)).toMatchObject([{ id, metrics: null }]);
  });
});
