import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld, written } from "#lib/testing/manage/world.ts";

withDatabase();

type World = Awaited<ReturnType<typeof newWorld>>;
async function components(world: World, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const json = { component: { name: `c${i}` } };
    ids.push(String((await call("POST", `${world.base}/components`, { token: world.owner, json })).body.id));
  }
  return ids;
}
const post = (world: World, json: object) =>
  call("POST", `${world.base}/component-groups`, { token: world.owner, json });
const patch = (world: World, id: unknown, json: object) =>
  call("PATCH", `${world.base}/component-groups/${id}`, { token: world.owner, json });
const groupOf = async (id: string) => (await prisma().component.findUniqueOrThrow({ where: { id } })).groupId;

describe("component groups", () => {
  it("are made with their members in order, and told with them", async () => {
    const world = await newWorld();
    const [a, b] = (await components(world, 2)) as [string, string];
    const { status, body } = await post(world, {
      description: "beside",
      component_group: { name: "API\n", components: [b, a, b], translations: { en: { name: "API" } } },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: "API", description: "beside", components: [b, a], position: 3 });
    const read = await call("GET", `${world.base}/component-groups/${body.id}`, { token: world.reader });
    expect(read.body).toEqual(body);
    const { actions, events } = await written(world.pageId);
    expect([actions.at(-1), events.at(-1)]).toEqual(["component_group.create", "component_group.created"]);
  });

  it("take forms with a list of members", async () => {
    const world = await newWorld();
    const [a, b] = (await components(world, 2)) as [string, string];
    const form = `component_group[name]=API&component_group[components][]=${a}&component_group[components][]=${b}`;
    const { body } = await call("POST", `${world.base}/component-groups`, { token: world.owner, form });
    expect(body.components).toEqual([a, b]);
  });

  it("change members, move them from other groups, and let go who is not named", async () => {
    const world = await newWorld();
    const [a, b, c] = (await components(world, 3)) as [string, string, string];
    const first = (await post(world, { component_group: { name: "1", components: [a, b] } })).body;
    const second = (await post(world, { component_group: { name: "2", components: [c] } })).body;
    const changed = await patch(world, second.id, { component_group: { components: [b, c] } });
    expect(changed.body.components).toEqual([b, c]);
    const list = await call("GET", `${world.base}/component-groups`, { token: world.reader });
    expect(list.body.map((group) => group.components)).toEqual([[a], [b, c]]);
    await patch(world, first.id, { component_group: { components: [] } });
    expect(await groupOf(a)).toBeNull();
  });

  it("write nothing when nothing changes, and both sides when something does", async () => {
    const world = await newWorld();
    const { body } = await post(world, { component_group: { name: "API" } });
    await patch(world, body.id, { component_group: { name: "API" } });
    await patch(world, body.id, { description: "new" });
    const { audits } = await written(world.pageId);
    expect(audits).toHaveLength(2);
    expect(audits[1]).toMatchObject({
      action: "component_group.update",
      before: { description: null },
      after: { description: "new" },
    });
  });

  it("are deleted without their components", async () => {
    const world = await newWorld();
    const [a] = (await components(world, 1)) as [string];
    const { body } = await post(world, { component_group: { name: "API", components: [a] } });
    const path = `${world.base}/component-groups/${body.id}`;
    expect((await call("DELETE", path, { token: world.owner })).status).toBe(204);
    for (const method of ["GET", "DELETE"])
      expect((await call(method, path, { token: world.owner })).status).toBe(404);
    expect((await patch(world, body.id, { component_group: { name: "x" } })).status).toBe(404);
    expect(await groupOf(a)).toBeNull();
    const { actions, events } = await written(world.pageId);
    expect([actions.at(-1), events.at(-1)]).toEqual(["component_group.delete", "component_group.deleted"]);
  });

  it("refuse members of another page by their place, and nothing is stored", async () => {
    const [world, other] = [await newWorld(), await newWorld()];
    const [[mine], [theirs]] = [await components(world, 1), await components(other, 1)];
    const { status, body } = await post(world, {
      component_group: { name: "API", components: [mine, theirs] },
    });
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { path: "component_group.components.1", message: "no such component on this page" },
    ]);
    expect(await prisma().componentGroup.count({ where: { pageId: world.pageId } })).toBe(0);
    expect(await groupOf(theirs!)).toBeNull();
  });

  it.each([
    [{ component_group: {} }, "component_group.name"],
    [{ component_group: { name: "a", components: "x" } }, "component_group.components"],
    [{ component_group: { name: "a", components: ["x"] } }, "component_group.components.0"],
    [{ name: "a" }, "component_group"],
  ])("refuse %j", async (json, path) => {
    const world = await newWorld();
    const { status, body } = await post(world, json);
    expect([status, (body.errors as { path: string }[])[0]!.path]).toEqual([422, path]);
  });
});
