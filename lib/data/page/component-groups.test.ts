import { beforeEach, describe, expect, it } from "vitest";
import { HOSTILE_TEXTS, inTx, makeWorld, type Side } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { newId } from "../new-id.ts";
import {
  countGroups,
  insertGroup,
  listGroups,
  readGroup,
  setMembers,
  unknownComponents,
  updateGroup,
} from "./component-groups.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00.123Z");
let world: Side & { stranger: Side };
beforeEach(async () => {
  world = await makeWorld();
});
const fields = {
  name: HOSTILE_TEXTS[0],
  description: HOSTILE_TEXTS.join("\n"),
  translations: { en: { name: HOSTILE_TEXTS[1] } },
  position: 3,
  catalogueKey: null,
};
const add = async (more: Partial<typeof fields> = {}) => {
  const id = newId();
  await inTx((tx) => insertGroup(tx, world.page, id, { ...fields, ...more }, T));
  return id;
};
const archive = (id: string) => pool().query("update components set archived_at = now() where id = $1", [id]);
const members = async (id = world.group) => (await readGroup(world.page, id))?.componentIds;
const set = (ids: string[], group = world.group) => inTx((tx) => setMembers(tx, world.page, group, ids));
const groupOf = async (id: string) =>
  (await pool().query("select group_id, position from components where id = $1", [id])).rows[0];

describe("groups", () => {
  it("are read as they were written, with their members", async () => {
    const id = await add();
    const whole = { id, pageId: world.page, ...fields, componentIds: [], createdAt: T, updatedAt: T };
    expect(await readGroup(world.page, id)).toEqual(whole);
    expect(await members()).toEqual([world.component]);
  });

  it("of another page, and archived ones, are not there", async () => {
    expect(await readGroup(world.page, world.stranger.group)).toBeNull();
    const gone = await add();
    await inTx((tx) => updateGroup(tx, gone, { archivedAt: new Date(T) }, T + 1));
    expect(await readGroup(world.page, gone)).toBeNull();
    expect((await listGroups(world.page)).map(({ id }) => id)).toEqual([world.group]);
    expect(await inTx((tx) => countGroups(tx, world.page))).toBe(1);
  });

  it("are listed by position, then by age, in windows", async () => {
    await inTx((tx) => updateGroup(tx, world.group, { position: 9 }, T));
    const [second, first] = [await add({ position: 2 }), await add({ position: 1 })];
    expect((await listGroups(world.page)).map(({ id }) => id)).toEqual([first, second, world.group]);
    const window = { skip: 1, take: 1 };
    expect((await listGroups(world.page, window)).map(({ id }) => id)).toEqual([second]);
  });

  it("change in what is named alone", async () => {
    const id = await add();
    await inTx((tx) => updateGroup(tx, id, { name: "New" }, T + 7));
    expect(await readGroup(world.page, id)).toMatchObject({
      ...fields,
      name: "New",
      createdAt: T,
      updatedAt: T + 7,
    });
  });
});

describe("setMembers", () => {
  it("makes exactly the named ones members, in their order; who is not named leaves and stays on the page", async () => {
    const [a, b, c] = [
      await makeComponent(world.page),
      await makeComponent(world.page),
      await makeComponent(world.page),
    ];
    await set([c, a, b]);
    expect(await members()).toEqual([c, a, b]);
    expect(await groupOf(world.component)).toMatchObject({ group_id: null });
    await set([b, c]);
    expect([await members(), (await groupOf(a)).group_id]).toEqual([[b, c], null]);
    await set([]);
    expect(await members()).toEqual([]);
  });

  it("takes a member over from another group", async () => {
    const other = await add();
    await set([world.component], other);
    expect([await members(), await members(other)]).toEqual([[], [world.component]]);
  });

  it("neither takes another page's component nor puts one into another page's group", async () => {
    const theirs = world.stranger.component;
    await set([world.component, theirs]);
    expect([await members(), (await groupOf(theirs)).group_id]).toEqual([
      [world.component],
      world.stranger.group,
    ]);
    await set([], world.stranger.group);
    expect((await groupOf(theirs)).group_id).toBe(world.stranger.group);
  });

  it("leaves a component as it was when neither its group nor its place changes", async () => {
    await set([world.component]);
    const version = async () =>
      (await pool().query("select xmin::text from components where id = $1", [world.component])).rows[0].xmin;
    const before = await version();
    await set([world.component]);
    expect(await version()).toBe(before);
  });

  it("tells only those members that are not archived", async () => {
    const gone = await makeComponent(world.page);
    await set([gone, world.component]);
    await archive(gone);
    expect(await members()).toEqual([world.component]);
  });
});

describe("unknownComponents", () => {
  it("tells foreign, archived and invented ids, in the order in which they were asked", async () => {
    const gone = await makeComponent(world.page);
    await archive(gone);
    const asked = [HOSTILE_TEXTS[0], world.component, world.stranger.component, gone];
    const unknown = await inTx((tx) => unknownComponents(tx, world.page, asked));
    expect(unknown).toEqual([HOSTILE_TEXTS[0], world.stranger.component, gone]);
  });
});
