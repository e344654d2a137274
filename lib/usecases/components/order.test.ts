import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld, written } from "#lib/testing/manage/world.ts";

withDatabase();

async function arranged() {
  const world = await newWorld();
  const { owner: token, base } = world;
  const add = async (path: string, json: object) =>
    String((await call("POST", `${base}/${path}`, { token, json })).body.id);
  const ids = [];
  for (const name of ["a", "b", "c"]) ids.push(await add("components", { component: { name } }));
  const group = await add("component-groups", { component_group: { name: "G", components: [ids[0]!] } });
  const put = (order: object[], as = token) =>
    call("PUT", `${base}/component-order`, { token: as, json: { order } });
  const listed = async () =>
    (await call("GET", `${base}/components`, { token })).body.map(({ id, group_id }) => [id, group_id]);
  return { ...world, ids: ids as [string, string, string], group, put, listed };
}

describe("ordering the page", () => {
  it("moves everything at once, into groups and out of them", async () => {
    const { ids, group, put, listed, pageId } = await arranged();
    const [a, b, c] = ids;
    const order = [
      { component_id: c },
      { component_group_id: group, component_ids: [b] },
      { component_id: a },
    ];
    expect((await put(order)).status).toBe(200);
    expect(await listed()).toEqual([
      [c, null],
      [b, group],
      [a, null],
    ]);
    const before = (await written(pageId)).actions.length;
    await put(order);
    const { actions, events } = await written(pageId);
    expect([actions.length, actions.at(-1), events.at(-1)]).toEqual([before, "page.order", "page.updated"]);
  });

  it("refuses an order that does not name everything once: something came or went", async () => {
    const { ids, group, put, listed, stranger, reader } = await arranged();
    const [a, b, c] = ids;
    const before = await listed();
    const whole = [
      { component_group_id: group, component_ids: [a] },
      { component_id: b },
      { component_id: c },
    ];
    for (const order of [
      whole.slice(1),
      whole.slice(0, 2),
      [...whole, { component_id: "zzzzzzzzzzzz" }],
      [...whole, { component_id: a }],
    ])
      expect((await put(order)).status).toBe(409);
    expect((await put(whole, stranger)).status).toBe(404);
    expect((await put(whole, reader)).status).toBe(403);
    expect(await listed()).toEqual(before);
  });
});
