import { beforeAll, describe, expect, it } from "vitest";
import { ENDPOINTS } from "#lib/api/manage/endpoints/index.ts";
import { prisma } from "#lib/data/db.ts";
import { PERMISSIONS } from "#lib/domain/people/permission.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newPage, newToken, newWorld, written } from "#lib/testing/manage/world.ts";
import { makePerson } from "#lib/testing/people.ts";

withDatabase();

const OPERATIONS = ENDPOINTS.flatMap((endpoint) => endpoint.methods.map((method) => ({ method, endpoint })));
let world: Awaited<ReturnType<typeof newWorld>>;
const ids: Record<string, string> = {};

let otherPageId = "";
beforeAll(async () => {
  otherPageId = await newPage();
  world = await newWorld();
  const sent = { token: world.owner };
  const component = await call("POST", `${world.base}/components`, {
    ...sent,
    json: { component: { name: "c" } },
  });
  ids.component_id = String(component.body.id);
  const monitor = { component_id: ids.component_id, kind: "external" };
  const nouns = [
    ["component_group_id", "component-groups", { component_group: { name: "g" } }],
    ["monitor_id", "monitors", { monitor }],
    ["token_id", "tokens", { token: { name: "t", scopes: ["page:read"] } }],
    ["incident_id", "incidents", { incident: { name: "i" } }],
    ["template_id", "incident_templates", { template: { name: "t" } }],
  ] as const;
  const person = await makePerson(world.pageId, "viewer");
  Object.assign(ids, { person_id: person.id, session_id: person.sessionId, invitation_id: "zzzzzzzzzzzz" });
  ids.probe_id = "zzzzzzzzzzzz";
  for (const [name, path, json] of nouns)
    ids[name] = String((await call("POST", `${world.base}/${path}`, { ...sent, json })).body.id);
  const update = await prisma().incidentUpdate.findFirstOrThrow({ where: { pageId: world.pageId } });
  ids.incident_update_id = update.id;
});

const pathOf = (path: string, pageId: string): string =>
  path.replace(/\{(\w+)\}/g, (_, name) => (name === "page_id" ? pageId : ids[name]!));

describe.each(OPERATIONS)("$method $endpoint.path", ({ method, endpoint }) => {
  const json = endpoint.body ? endpoint.example.request : undefined;
  const ask = (token: string | undefined, pageId = world.pageId) =>
    call(method, pathOf(endpoint.path, pageId), { token, json });

  it("asks for a token, and for one that is valid", async () => {
    for (const token of [undefined, "tds_unknown_unknown_unknown_unknown"]) {
      const { status, headers, body } = await ask(token);
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toMatch(/^Bearer realm=/);
      expect(headers.get("cache-control")).toBe("no-store");
      expect(body).toMatchObject({ errors: [], error: body.message });
    }
  });

  it("refuses a token that lacks its scope, before anything is looked at", async () => {
    const others = PERMISSIONS.filter((one) => one !== endpoint.permission);
    const { status, body } = await ask(await newToken(world.pageId, others));
    expect([status, body.message]).toEqual([403, `This token lacks the scope ${endpoint.permission}`]);
  });

  it("answers a stranger exactly as if the page were not there", async () => {
    // One token each: together they ask more than one may in a moment.
    const stranger = await newToken(otherPageId);
    if (!endpoint.path.includes("{page_id}")) {
      const { body } = await ask(stranger);
      expect(body.map((page) => page.id)).not.toContain(world.pageId);
      return;
    }
    const [foreign, absent] = [await ask(stranger), await ask(stranger, "zzzzzzzzzzzz")];
    expect(foreign.status).toBe(404);
    expect(foreign.body).toEqual(absent.body);
  });

  it("leaves no trace of what was refused", async () => {
    const { actions } = await written(world.pageId);
    expect(actions).toEqual([
      "component.create",
      "component_group.create",
      "monitor.create",
      "token.create",
      "incident.open",
      "template.create",
    ]);
  });
});

describe("things of another page", () => {
  const own = OPERATIONS.filter(({ endpoint }) => endpoint.path.split("{").length >= 3);
  it.each(own)("are not there under one's own page: $method $endpoint.path", async ({ method, endpoint }) => {
    const other = await newWorld();
    const json = endpoint.body ? endpoint.example.request : undefined;
    const path = pathOf(endpoint.path, other.pageId);
    const { status, body } = await call(method, path, { token: other.owner, json });
    expect(status).toBe(404);
    expect(body.message).toMatch(/^(?!page )[a-z ]+ not found$/);
  });

  it("stay as they are", async () => {
    const component = await prisma().component.findUniqueOrThrow({ where: { id: ids.component_id! } });
    expect(component).toMatchObject({ name: "c", archivedAt: null });
  });
});

describe("the token", () => {
  const path = () => `/v1/pages/${world.pageId}`;
  it.each([
    ["OAuth", (token: string) => ({ authorization: `OAuth ${token}` })],
    ["Bearer", (token: string) => ({ authorization: `bearer  ${token}` })],
  ])("comes as %s", async (_, headers) => {
    expect((await call("GET", path(), { headers: headers(world.owner) })).status).toBe(200);
  });

  it("comes as api_key where there is no header, and a bad header is not saved by it", async () => {
    const query = `${path()}?api_key=${world.owner}`;
    expect((await call("GET", query)).status).toBe(200);
    expect((await call("GET", query, { headers: { authorization: "Basic eDp5" } })).status).toBe(401);
    expect((await call("GET", `${path()}?api_key=`)).status).toBe(401);
  });

  it("is never an operator of a query, whatever comes in its place", async () => {
    for (const value of ["undefined", "null", "[object Object]", "%00".repeat(30), "x".repeat(600)])
      expect((await call("GET", `${path()}?api_key=${value}`)).status).toBe(401);
  });
});

describe("what does not exist", () => {
  it.each(["/v1/nothing", "/v1/pages/abcdefghijkl/nothing", "/v1/pages/a/b/c/d/e"])(
    "%s is 404",
    async (path) => {
      const { status, body } = await call("GET", path, { token: world.owner });
      expect([status, body.error]).toEqual([404, "resource not found"]);
    },
  );

  it.each(["undefined", "..%2f..", "%00", "a'b"])("is any page with the id %s", async (id) => {
    expect((await call("GET", `/v1/pages/${id}`, { token: world.owner })).status).toBe(404);
    const { status } = await call("GET", `${world.base}/components/${id}`, { token: world.owner });
    expect(status).toBe(404);
  });
});
