import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld, written } from "#lib/testing/manage/world.ts";

withDatabase();

const component = (fields: object = {}) => ({ component: { name: "REST API", ...fields } });
async function made(world: Awaited<ReturnType<typeof newWorld>>, fields: object = {}) {
  const { status, body } = await call("POST", `${world.base}/components`, {
    token: world.owner,
    json: component(fields),
  });
  expect(status).toBe(201);
  return body;
}

describe("POST components", () => {
  it("adds a component with every field, tells it bare, and writes the audit record and the event", async () => {
    const world = await newWorld();
    const body = await made(world, {
      description: "요청을 받습니다",
      start_date: "2026-01-31",
      showcase: false,
      only_show_if_degraded: true,
      published: false,
      position: 7,
      translations: { en: { name: "REST API", description: "Takes requests" } },
    });
    expect(body).toMatchObject({
      page_id: world.pageId,
      group_id: null,
      group: false,
      name: "REST API",
      description: "요청을 받습니다",
      status: "operational",
      data: "fresh",
      position: 7,
      showcase: false,
      only_show_if_degraded: true,
      published: false,
      start_date: "2026-01-31",
      baseline_source: "manual",
      translations: { en: { name: "REST API", description: "Takes requests" } },
      automation_email: null,
      archived_at: null,
    });
    const { actions, events, audits } = await written(world.pageId);
    expect(actions).toEqual(["component.create"]);
    expect(events).toEqual(["component.created"]);
    expect(audits[0]).toMatchObject({ actorKind: "token", objectId: body.id });
  });

  it("takes forms as clients of Statuspage send them", async () => {
    const world = await newWorld();
    const form = "component[name]=API&component[showcase]=false&component[group_id]=&component[position]=3";
    const { status, body } = await call("POST", `${world.base}/components`, { token: world.owner, form });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: "API", showcase: false, group_id: null, position: 3 });
  });

  it("makes control characters in the name one space, and keeps the lines of a description", async () => {
    const world = await newWorld();
    const body = await made(world, { name: "a\r\n\t\u0000b\u2028c ", description: "one\r\ntwo\u0000\u0007" });
    expect(body).toMatchObject({ name: "a b c", description: "one\ntwo" });
  });

  it("places newcomers at the end, groups and components without a group on one scale", async () => {
    const world = await newWorld();
    const first = await made(world);
    const group = await call("POST", `${world.base}/component-groups`, {
      token: world.owner,
      json: { component_group: { name: "Data" } },
    });
    const second = await made(world);
    const inside = await made(world, { group_id: group.body.id });
    expect([first.position, group.body.position, second.position, inside.position]).toEqual([1, 2, 3, 1]);
  });

  it.each([
    [{ component: {} }, "component.name"],
    [{ component: { name: " \n " } }, "component.name"],
    [{ component: { name: "x".repeat(256) } }, "component.name"],
    [{ component: { name: "a", status: "broken" } }, "component.status"],
    [{ component: { name: "a", start_date: "2026-02-30" } }, "component.start_date"],
    [{ component: { name: "a", start_date: "1999-12-31" } }, "component.start_date"],
    [{ component: { name: "a", group_id: "abcdefghijkl" } }, "component.group_id"],
    [{ component: { name: { contains: "" } } }, "component.name"],
    [{ component: { name: "a", translations: { en: { name: 7 } } } }, "component.translations.en.name"],
    [{ component: null }, "component"],
    [[], ""],
    [{}, "component"],
  ])("refuses %j with the path of the fault and stores nothing", async (json, path) => {
    const world = await newWorld();
    const { status, body } = await call("POST", `${world.base}/components`, { token: world.owner, json });
    expect(status).toBe(422);
    expect(body.error).toBe(body.message);
    expect((body.errors as { path: string }[]).map((fault) => fault.path)).toContain(path);
    expect(await prisma().component.count({ where: { pageId: world.pageId } })).toBe(0);
    expect((await written(world.pageId)).actions).toEqual([]);
  });

  it("refuses a group of another page like one that is not there", async () => {
    const [world, other] = [await newWorld(), await newWorld()];
    const group = await call("POST", `${other.base}/component-groups`, {
      token: other.owner,
      json: { component_group: { name: "Theirs" } },
    });
    const json = component({ group_id: group.body.id });
    const { status, body } = await call("POST", `${world.base}/components`, { token: world.owner, json });
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { path: "component.group_id", message: "no such component group on this page" },
    ]);
  });
});

describe("PATCH components/{id} status", () => {
  it("writes the baseline of a manual component from now on, and asks for its days", async () => {
    const world = await newWorld();
    const { id } = await made(world, { start_date: "2026-01-01" });
    await prisma().dayRequest.deleteMany();
    const path = `${world.base}/components/${id}`;
    const patch = (status: string) =>
      call("PATCH", path, { token: world.owner, json: { component: { status } } });
    expect((await patch("major_outage")).body).toMatchObject({ status: "major_outage", overridden: false });
    expect((await patch("major_outage")).body.status).toBe("major_outage");
    expect((await patch("operational")).body.status).toBe("operational");
    const spans = await prisma().componentBaseline.findMany({
      where: { componentId: String(id) },
      orderBy: { startedAt: "asc" },
    });
    expect(spans.map((span) => [span.state, span.endedAt === null])).toEqual([
      ["major_outage", false],
      ["operational", true],
    ]);
    expect(spans[0]!.endedAt).toEqual(spans[1]!.startedAt);
    expect(await prisma().dayRequest.count({ where: { componentId: String(id) } })).toBe(1);
    const { actions, events } = await written(world.pageId);
    expect(actions).toEqual(["component.create", "component.status", "component.status"]);
    expect(events.slice(1)).toEqual(["component.status_changed", "component.status_changed"]);
  });

  it("sets a visible override over monitors until operational, and leaves their baseline alone", async () => {
    const world = await newWorld();
    const { id } = await made(world, { baseline_source: "monitors" });
    const componentId = String(id);
    const path = `${world.base}/components/${id}`;
    const patch = (status: string) =>
      call("PATCH", path, { token: world.owner, json: { component: { status } } });
    expect((await patch("partial_outage")).body).toMatchObject({
      status: "partial_outage",
      overridden: true,
      data: "fresh",
    });
    expect((await patch("major_outage")).body.status).toBe("major_outage");
    const open = await prisma().stateClaim.findMany({ where: { componentId, endedAt: null } });
    expect(open.map((claim) => [claim.source, claim.state])).toEqual([["override", "major_outage"]]);
    const measured = { componentId, startedAt: new Date(Date.now() - 60_000), state: "degraded_performance" };
    await prisma().componentBaseline.create({ data: measured as never });
    expect((await patch("operational")).body).toMatchObject({
      status: "degraded_performance",
      overridden: false,
    });
    expect(await prisma().stateClaim.count({ where: { componentId, endedAt: null } })).toBe(0);
    expect(await prisma().componentBaseline.count({ where: { componentId } })).toBe(1);
  });

  it("takes two changes at the same time one after the other", async () => {
    const world = await newWorld();
    const { id } = await made(world);
    const states = ["major_outage", "partial_outage", "degraded_performance", "under_maintenance"];
    const answers = await Promise.all(
      states.map((status) =>
        call("PATCH", `${world.base}/components/${id}`, {
          token: world.owner,
          json: { component: { status } },
        }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    const open = { componentId: String(id), endedAt: null };
    expect(await prisma().componentBaseline.count({ where: open })).toBe(1);
  });
});

describe("PATCH components/{id}", () => {
  it("changes only what is named, and records both sides of it", async () => {
    const world = await newWorld();
    const { id } = await made(world, { description: "before" });
    const json = { component: { name: "New", description: null } };
    const { status, body } = await call("PATCH", `${world.base}/components/${id}`, {
      token: world.owner,
      json,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: "New", description: null, showcase: true });
    const { audits, events } = await written(world.pageId);
    expect(audits[1]).toMatchObject({
      action: "component.update",
      before: { name: "REST API", description: "before" },
      after: { name: "New", description: null },
    });
    expect(events[1]).toBe("component.updated");
  });

  it("writes nothing when nothing changes", async () => {
    const world = await newWorld();
    const { id, updated_at } = await made(world, { translations: { en: { description: "d", name: "n" } } });
    const json = { component: { name: "REST API", translations: { en: { name: "n", description: "d" } } } };
    const { body } = await call("PUT", `${world.base}/components/${id}`, { token: world.owner, json });
    expect(body.updated_at).toBe(updated_at);
    expect((await written(world.pageId)).actions).toEqual(["component.create"]);
  });

  it("counts all days again after another start date", async () => {
    const world = await newWorld();
    const { id } = await made(world);
    await prisma().dayRequest.deleteMany();
    const json = { component: { start_date: "2026-05-01" } };
    await call("PATCH", `${world.base}/components/${id}`, { token: world.owner, json });
    const request = await prisma().dayRequest.findUniqueOrThrow({ where: { componentId: String(id) } });
    expect(request.fromAt.toISOString() <= "2026-04-30T15:00:00.000Z").toBe(true);
  });
});

describe("group_id", () => {
  it("takes a component out of its group as null, as an empty text and as Statuspage's form says it", async () => {
    const world = await newWorld();
    const { id } = await made(world);
    const path = `${world.base}/components/${id}`;
    const group = await call("POST", `${world.base}/component-groups`, {
      token: world.owner,
      json: { component_group: { name: "g" } },
    });
    const set = (sent: object) => call("PATCH", path, { token: world.owner, ...sent });
    for (const sent of [
      { json: { component: { group_id: null } } },
      { json: { component: { group_id: "" } } },
      { form: "component[group_id]=" },
      { form: "component[group_id]=null" },
    ]) {
      const inside = await set({ json: { component: { group_id: group.body.id } } });
      expect(inside.body.group_id).toBe(group.body.id);
      expect((await set(sent)).body.group_id).toBeNull();
    }
    expect((await set({ json: { component: { name: "kept" } } })).body.group_id).toBeNull();
  });
});

describe("baseline_source", () => {
  const toMonitors = { component: { baseline_source: "monitors" } };

  it("forgets what a new component implied when monitors take over within the hour", async () => {
    const world = await newWorld();
    const { id } = await made(world, { start_date: "2026-01-01" });
    const path = `${world.base}/components/${id}`;
    const { body } = await call("PATCH", path, { token: world.owner, json: toMonitors });
    expect(body).toMatchObject({ baseline_source: "monitors", data: "none", status: "operational" });
    expect(await prisma().componentBaseline.count({ where: { componentId: String(id) } })).toBe(0);
  });

  it("keeps what was shown for longer: operational where people were silent", async () => {
    const world = await newWorld();
    const { id } = await made(world);
    const createdAt = new Date(Date.now() - 7 * 86_400_000);
    await prisma().component.update({ where: { id: String(id) }, data: { createdAt } });
    const path = `${world.base}/components/${id}`;
    const { body } = await call("PATCH", path, { token: world.owner, json: toMonitors });
    expect(body).toMatchObject({ data: "stale", status: "operational" });
    const spans = await prisma().componentBaseline.findMany({ where: { componentId: String(id) } });
    expect(spans).toHaveLength(1);
    expect(spans[0]).toMatchObject({ state: "operational", startedAt: createdAt });
    expect(spans[0]!.endedAt).not.toBeNull();
  });

  it("keeps the gaps of monitors unknown when people take over", async () => {
    const world = await newWorld();
    const { id } = await made(world, { baseline_source: "monitors" });
    const componentId = String(id);
    const [start, end] = [new Date(Date.now() - 7_200_000), new Date(Date.now() - 3_600_000)];
    await prisma().component.update({ where: { id: componentId }, data: { createdAt: start } });
    await prisma().componentBaseline.create({
      data: { componentId, startedAt: start, endedAt: end, state: "major_outage" },
    });
    const json = { component: { baseline_source: "manual", status: "under_maintenance" } };
    const { body } = await call("PATCH", `${world.base}/components/${id}`, { token: world.owner, json });
    expect(body).toMatchObject({ baseline_source: "manual", status: "under_maintenance", data: "fresh" });
    const spans = await prisma().componentBaseline.findMany({
      where: { componentId },
      orderBy: { startedAt: "asc" },
    });
    expect(spans.map((span) => span.state)).toEqual(["major_outage", "unknown", "under_maintenance"]);
  });
});

describe("DELETE components/{id}", () => {
  it("archives it with its monitors and keeps its history; archived: false brings it back", async () => {
    const world = await newWorld();
    const { id } = await made(world, { status: "partial_outage" });
    const monitor = await call("POST", `${world.base}/monitors`, {
      token: world.owner,
      json: { monitor: { component_id: id, kind: "external" } },
    });
    const path = `${world.base}/components/${id}`;
    const gone = await call("DELETE", path, { token: world.owner });
    expect([gone.status, gone.body]).toEqual([204, null]);
    for (const method of ["GET", "DELETE"])
      expect((await call(method, path, { token: world.owner })).status).toBe(404);
    const json = { component: { name: "Ghost" } };
    expect((await call("PATCH", path, { token: world.owner, json })).status).toBe(404);
    expect((await call("GET", `${world.base}/components`, { token: world.owner })).body).toEqual([]);
    const archived = await call("GET", `${world.base}/components?archived=true`, { token: world.owner });
    expect(archived.body.map((one) => one.id)).toEqual([id]);
    const monitors = await call("GET", `${world.base}/monitors?archived=true`, { token: world.owner });
    expect(monitors.body.map((one) => one.id)).toEqual([monitor.body.id]);
    expect(await prisma().componentBaseline.count({ where: { componentId: String(id) } })).toBe(1);
    const back = await call("PATCH", path, { token: world.owner, json: { component: { archived: false } } });
    expect(back.body).toMatchObject({ id, archived_at: null });
    const { actions } = await written(world.pageId);
    expect(actions.slice(2)).toEqual(["component.archive", "monitor.archive", "component.update"]);
  });
});

describe("GET components", () => {
  it("lists by position, in windows of limit and page; per_page is the same", async () => {
    const world = await newWorld();
    for (const position of [3, 1, 2]) await made(world, { name: `n${position}`, position });
    const names = async (query: string) =>
      (await call("GET", `${world.base}/components${query}`, { token: world.reader })).body.map(
        (one) => one.name,
      );
    expect(await names("")).toEqual(["n1", "n2", "n3"]);
    expect(await names("?limit=2")).toEqual(["n1", "n2"]);
    expect(await names("?per_page=2&page=2")).toEqual(["n3"]);
    expect(await names("?page=9")).toEqual([]);
    for (const query of ["?limit=101", "?limit=0", "?page=0", "?limit=x", "?page=1.5"]) {
      const { status } = await call("GET", `${world.base}/components${query}`, { token: world.reader });
      expect([query, status]).toEqual([query, 422]);
    }
  });

  it("tells the status of many components with the claims on each", async () => {
    const world = await newWorld();
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push(String((await made(world, { position: i })).id));
    const at = { startedAt: new Date(Date.now() - 1_000), pageId: world.pageId };
    await prisma().stateClaim.create({
      data: { id: "claim0000001", componentId: ids[1]!, source: "incident", state: "major_outage", ...at },
    });
    const { body } = await call("GET", `${world.base}/components`, { token: world.reader });
    expect(body.map((one) => [one.status, one.overridden])).toEqual([
      ["operational", false],
      ["major_outage", false],
      ["operational", false],
    ]);
  });
});
