import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { beginOther, untilBlocked } from "#lib/testing/data/connections.ts";
import { HOSTILE_TEXTS, inTx, makeWorld, type Side } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makePage } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { newId } from "../new-id.ts";
import {
  type ComponentFields,
  countComponents,
  insertComponent,
  listComponents,
  lockComponent,
  nextPosition,
  readComponent,
  updateComponent,
} from "./components.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00.123Z");
let world: Side & { stranger: Side };
let pageId: string;
beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  pageId = await makePage();
});
const fields: ComponentFields = {
  groupId: null,
  name: HOSTILE_TEXTS[0],
  description: HOSTILE_TEXTS.join("\n"),
  translations: { en: { name: HOSTILE_TEXTS[1], description: "x" } },
  position: 7,
  showcase: false,
  onlyShowIfDegraded: true,
  published: false,
  startDate: "2024-02-29",
  baselineSource: "monitors",
  catalogueKey: "key",
};
const insert = (more: Partial<ComponentFields> = {}, page = pageId) =>
  inTx((tx) => insertComponent(tx, page, newId(), { ...fields, catalogueKey: null, ...more }, T));
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe("components", () => {
  it("are read as they were written, the start as a calendar day", async () => {
    const id = newId();
    const whole = { id, pageId, ...fields, archivedAt: null, createdAt: T, updatedAt: T };
    expect(await inTx((tx) => insertComponent(tx, pageId, id, fields, T))).toEqual(whole);
    expect(await readComponent(pageId, id)).toEqual(whole);
    const { rows } = await pool().query("select start_date::text from components where id = $1", [id]);
    expect(rows).toEqual([{ start_date: "2024-02-29" }]);
  });

  it("of another page are not there: not to read, not to lock, not to list or count", async () => {
    const theirs = world.stranger.component;
    expect(await readComponent(world.page, theirs)).toBeNull();
    expect(await inTx((tx) => lockComponent(tx, world.page, theirs))).toBeNull();
    expect(ids(await listComponents(world.page, { archived: false }))).toEqual([world.component]);
    expect(await inTx((tx) => countComponents(tx, world.page))).toBe(1);
  });

  it("change in what is named: null takes the start away, leaving it out does not", async () => {
    const { id } = await insert();
    const renamed = await inTx((tx) => updateComponent(tx, id, { name: "New" }, T + 1));
    expect(renamed).toMatchObject({ name: "New", startDate: "2024-02-29", updatedAt: T + 1, createdAt: T });
    const archived = await inTx((tx) =>
      updateComponent(tx, id, { startDate: null, archivedAt: T + 2 }, T + 2),
    );
    expect(archived).toMatchObject({ name: "New", startDate: null, archivedAt: T + 2 });
    const back = await inTx((tx) => updateComponent(tx, id, { archivedAt: null }, T + 3));
    expect([back.archivedAt, (await readComponent(pageId, id))?.archivedAt]).toEqual([null, null]);
  });

  it("are listed by position, then by age; archived ones apart; a window is cut from the same order", async () => {
    const made = [
      await insert({ position: 2 }),
      await insert({ position: 1 }),
      await insert({ position: 2 }),
    ];
    const gone = await insert({ position: 0 });
    await inTx((tx) => updateComponent(tx, gone.id, { archivedAt: T }, T));
    await pool().query("update components set created_at = to_timestamp(0) where id = $1", [made[2]!.id]);
    const order = [made[1]!.id, made[2]!.id, made[0]!.id];
    expect(ids(await listComponents(pageId, { archived: false }))).toEqual(order);
    expect(ids(await listComponents(pageId, { archived: false, window: { skip: 1, take: 1 } }))).toEqual([
      order[1],
    ]);
    expect(ids(await listComponents(pageId, { archived: true }))).toEqual([gone.id]);
    expect(await inTx((tx) => countComponents(tx, pageId))).toBe(3);
  });

  it("keep one key of the catalogue a page, and the same key on another", async () => {
    await insert({ catalogueKey: "api" });
    await insert({ catalogueKey: "api" }, await makePage());
    await expect(insert({ catalogueKey: "api" })).rejects.toMatchObject({ code: "P2002" });
    await Promise.all([insert(), insert()]);
  });
});

describe("nextPosition", () => {
  it("is behind everything that stands beside the newcomer, archived things aside", async () => {
    const next = (groupId: string | null) => inTx((tx) => nextPosition(tx, pageId, groupId));
    expect(await next(null)).toBe(1);
    await insert({ position: 4 });
    expect(await next(null)).toBe(5);
    await pool().query(
      "insert into component_groups (id, page_id, name, position, updated_at) values ($1, $2, 'g', 8, now())",
      ["gggggggggggg", pageId],
    );
    expect([await next(null), await next("gggggggggggg")]).toEqual([9, 1]);
    await insert({ groupId: "gggggggggggg", position: 30 });
    expect([await next(null), await next("gggggggggggg")]).toEqual([9, 31]);
    await pool().query("update components set archived_at = now() where page_id = $1", [pageId]);
    await pool().query("update component_groups set archived_at = now() where page_id = $1", [pageId]);
    expect([await next(null), await next("gggggggggggg")]).toEqual([1, 1]);
  });
});

describe("lockComponent", () => {
  it("makes the second wait, who then sees what the first wrote", async () => {
    const id = await makeComponent(pageId);
    const other = await beginOther();
    await other.sql.query("update components set name = 'first' where id = $1", [id]);
    const second = inTx(async (tx) => (await lockComponent(tx, pageId, id))?.name);
    await untilBlocked();
    await other.commit();
    expect(await second).toBe("first");
  });

  it("locks nothing of another page: its owner goes on", async () => {
    await inTx(async (tx) => {
      await lockComponent(tx, world.page, world.stranger.component);
      await pool().query("select 1 from components where id = $1 for update nowait", [
        world.stranger.component,
      ]);
    });
  });
});
