import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { call, newToken, newWorld, written } from "#lib/testing/manage/world.ts";

withDatabase();
const now = Date.now();
const iso = (at: number) => new Date(at).toISOString();
const HOUR = 3_600_000;

async function world() {
  const made = await newWorld();
  const path = `${made.base}/deployments`;
  const sampler = await newToken(made.pageId, ["samples:write"]);
  const tell = (deployment: object, token = sampler) => call("POST", path, { token, json: { deployment } });
  const list = async (query = "", token = made.reader) => await call("GET", `${path}${query}`, { token });
  const names = async (query = "") => (await list(query)).body.map(({ name }) => name);
  return { ...made, tell, list, names };
}

describe("POST deployments", () => {
  it("tells of a release, with audit and outbox", async () => {
    const { pageId, tell, list } = await world();
    const api = await makeComponent(pageId);
    const url = "https://example.com/releases/7";
    const given = { name: "api v7", at: iso(now - HOUR), url, component_ids: [api, api] };
    const { status, body } = await tell(given);
    expect([status, body]).toEqual([
      201,
      {
        ...{ id: expect.any(String), page_id: pageId, name: "api v7", at: iso(now - HOUR), url },
        ...{ component_ids: [api], created_at: expect.any(String) },
      },
    ]);
    expect((await list()).body).toEqual([body]);
    const { audits, events } = await written(pageId);
    expect(audits).toMatchObject([
      { action: "deployment.tell", objectKind: "deployment", objectId: body.id, actorKind: "token" },
    ]);
    expect(JSON.stringify(audits[0]!.after)).not.toContain(url);
    expect(events).toEqual(["deployment.told"]);
  });

  it("means now and everything when nothing else is said", async () => {
    const { tell } = await world();
    const { body } = await tell({ name: "all of it" });
    expect(body).toMatchObject({ url: null, component_ids: [] });
    expect(Math.abs(Date.parse(String(body.at)) - Date.now())).toBeLessThan(60_000);
  });

  it.each([
    [{}, "deployment.name"],
    [{ name: "" }, "deployment.name"],
    [{ name: "x", at: iso(now + HOUR) }, "deployment.at"],
    [{ name: "x", url: "javascript:alert(1)" }, "deployment.url"],
    [{ name: "x", component_ids: ["zzzzzzzzzzzz"] }, "deployment.component_ids.0"],
  ])("refuses %j at %s and writes nothing", async (given, at) => {
    const { pageId, tell } = await world();
    const { status, body } = await tell(given);
    expect(status).toBe(422);
    expect((body.errors as unknown as { path: string }[]).map(({ path }) => path)).toEqual([at]);
    expect((await written(pageId)).actions).toEqual([]);
  });

  it("is not for strangers and not for readers", async () => {
    const { tell, list, reader, stranger } = await world();
    expect((await tell({ name: "x" }, stranger)).status).toBe(404);
    expect((await tell({ name: "x" }, reader)).status).toBe(403);
    expect((await list("", stranger)).status).toBe(404);
  });
});

describe("GET deployments", () => {
  it("lists the latest first, of a stretch and of a component", async () => {
    const { pageId, tell, list, names } = await world();
    const [api, web] = [await makeComponent(pageId), await makeComponent(pageId)];
    for (const [name, hours, component_ids] of [
      ["old", 30, [api]],
      ["web", 20, [web]],
      ["all", 10, []],
    ] as const)
      await tell({ name, at: iso(now - hours * HOUR), component_ids });
    expect(await names()).toEqual(["all", "web", "old"]);
    expect(await names("?limit=1&page=2")).toEqual(["web"]);
    expect(await names(`?component_id=${api}`)).toEqual(["all", "old"]);
    expect(await names(`?from=${iso(now - 20 * HOUR)}&until=${iso(now - 10 * HOUR)}`)).toEqual(["web"]);
    expect((await list("?from=yesterday")).status).toBe(422);
  });
});
