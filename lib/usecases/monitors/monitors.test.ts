import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld, written } from "#lib/testing/manage/world.ts";

withDatabase();

type World = Awaited<ReturnType<typeof newWorld>>;

async function newComponent(world: World, fields: object = {}): Promise<string> {
  const json = { component: { name: "API", ...fields } };
  return String((await call("POST", `${world.base}/components`, { token: world.owner, json })).body.id);
}
const post = (world: World, monitor: object) =>
  call("POST", `${world.base}/monitors`, { token: world.owner, json: { monitor } });
const patch = (world: World, id: unknown, monitor: object) =>
  call("PATCH", `${world.base}/monitors/${id}`, { token: world.owner, json: { monitor } });
const row = (id: unknown) => prisma().monitor.findUniqueOrThrow({ where: { id: String(id) } });
const faultPaths = (body: Record<string, unknown>) =>
  (body.errors as { path: string }[]).map((fault) => fault.path);

describe("POST monitors", () => {
  it.each([
    [
      { kind: "http", url: "https://203.0.114.1/health" },
      { method: "GET", expected_status: "200-299" },
    ],
    [{ kind: "tcp", host: "203.0.114.1", port: 5432 }, { port: 5432 }],
    [
      { kind: "tls", host: "203.0.114.1" },
      { port: 443, minimum_days: 14 },
    ],
    [{ kind: "dns", host: "status.example.com" }, { record: "A" }],
    [{ kind: "external" }, {}],
  ])("makes %j with the defaults of its kind", async (fields, told) => {
    const world = await newWorld();
    const component_id = await newComponent(world);
    const { status, body } = await post(world, { component_id, ...fields });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...fields,
      ...told,
      component_id,
      page_id: world.pageId,
      interval_seconds: 30,
      timeout_ms: 10_000,
      confirmations: 2,
      degraded_above_ms: null,
      enabled: true,
      auto_incident: "draft",
      auto_publish_after_minutes: null,
    });
    expect(body).not.toHaveProperty("heartbeat_url");
    const { actions, events } = await written(world.pageId);
    expect(actions).toEqual(["component.create", "monitor.create"]);
    expect(events).toEqual(["component.created", "monitor.created"]);
  });

  it("probes at once, in slots with a phase of its own; external monitors are not probed", async () => {
    const world = await newWorld();
    const component_id = await newComponent(world);
    const before = Date.now();
    const probed = await row(
      (await post(world, { component_id, kind: "dns", host: "a.example", interval_seconds: 60 })).body.id,
    );
    expect(probed.nextProbeAt!.getTime()).toBeGreaterThanOrEqual(before);
    expect(probed.nextProbeAt!.getTime()).toBeLessThanOrEqual(Date.now());
    expect(probed.phaseMs).toBeGreaterThanOrEqual(0);
    expect(probed.phaseMs).toBeLessThan(60_000);
    const external = await row((await post(world, { component_id, kind: "external" })).body.id);
    expect([external.nextProbeAt, external.phaseMs]).toEqual([null, 0]);
    const paused = await post(world, { component_id, kind: "dns", host: "a.example", enabled: false });
    expect((await row(paused.body.id)).nextProbeAt).toBeNull();
  });

  it("lets the monitors speak for the component from now on", async () => {
    const world = await newWorld();
    const component_id = await newComponent(world, { start_date: "2026-01-01" });
    await post(world, { component_id, kind: "external" });
    const { body } = await call("GET", `${world.base}/components/${component_id}`, { token: world.reader });
    expect(body).toMatchObject({ baseline_source: "monitors", data: "none" });
  });

  it.each([
    [{ kind: "http", url: "http://127.0.0.1/" }, "monitor.url", /EGRESS_ALLOW=127\.0\.0\.1:80/],
    [{ kind: "http", url: "http://169.254.169.254/latest/meta-data" }, "monitor.url", /public/],
    [{ kind: "http", url: "http://[::ffff:10.0.0.1]/" }, "monitor.url", /public/],
    [{ kind: "http", url: "http://0x7f.1/" }, "monitor.url", /public/],
    [{ kind: "tcp", host: "10.1.2.3", port: 22 }, "monitor.host", /EGRESS_ALLOW=10\.1\.2\.3:22/],
    [{ kind: "tls", host: "::1" }, "monitor.host", /public/],
    [{ kind: "http", url: "http://user:secret@example.com/" }, "monitor.url", /user name/],
    [{ kind: "http", url: "ftp://example.com/" }, "monitor.url", /http/],
    [{ kind: "http", url: "not a url" }, "monitor.url", /http/],
    [{ kind: "http" }, "monitor.url", /./],
    [{ kind: "tcp", host: "a b", port: 1 }, "monitor.host", /host name/],
    [{ kind: "tcp", host: "a.example", port: 70_000 }, "monitor.port", /./],
    [{ kind: "external", interval_seconds: 9 }, "monitor.interval_seconds", /./],
    [{ kind: "external", confirmations: 0 }, "monitor.confirmations", /./],
    [{ kind: "dns", host: "a.example", timeout_ms: 99 }, "monitor.timeout_ms", /./],
    [
      { kind: "dns", host: "a.example", interval_seconds: 10, timeout_ms: 10_001 },
      "monitor.timeout_ms",
      /longer/,
    ],
    [{ kind: "self" }, "monitor.kind", /./],
    [{ kind: "shell", command: "rm" }, "monitor.kind", /./],
    [
      { kind: "http", url: "https://a.example/", headers: { "X-A": "b\r\nX-B: c" } },
      "monitor.headers.X-A",
      /one line/,
    ],
    [{ kind: "http", url: "https://a.example/", keyword: "" }, "monitor.keyword", /empty/],
  ])("refuses %j and says why", async (fields, path, why) => {
    const world = await newWorld();
    const component_id = await newComponent(world);
    const { status, body } = await post(world, { component_id, ...fields });
    expect(status).toBe(422);
    const fault = (body.errors as { path: string; message: string }[]).find((one) => one.path === path);
    expect(fault?.message, JSON.stringify(body.errors)).toMatch(why);
    expect(await prisma().monitor.count({ where: { pageId: world.pageId } })).toBe(0);
    const { body: component } = await call("GET", `${world.base}/components/${component_id}`, {
      token: world.reader,
    });
    expect(component.baseline_source).toBe("manual");
  });

  it("refuses a component of another page, and an archived one", async () => {
    const [world, other] = [await newWorld(), await newWorld()];
    const theirs = await newComponent(other);
    const archived = await newComponent(world);
    await call("DELETE", `${world.base}/components/${archived}`, { token: world.owner });
    for (const component_id of [theirs, archived, "abcdefghijkl"]) {
      const { status, body } = await post(world, { component_id, kind: "external" });
      expect([status, faultPaths(body)]).toEqual([422, ["monitor.component_id"]]);
    }
  });

  it("takes forms, with the fields of the kind in their types", async () => {
    const world = await newWorld();
    const component_id = await newComponent(world);
    const form = new URLSearchParams({
      "monitor[component_id]": component_id,
      "monitor[kind]": "tcp",
      "monitor[host]": "203.0.114.1",
      "monitor[port]": "443",
      "monitor[enabled]": "false",
    }).toString();
    const { status, body } = await call("POST", `${world.base}/monitors`, { token: world.owner, form });
    expect(status).toBe(201);
    expect(body).toMatchObject({ port: 443, enabled: false });
  });

  it("stores whatever text PostgreSQL cannot hold in a form that it can", async () => {
    const world = await newWorld();
    const component_id = await newComponent(world);
    const fields = { kind: "http", url: "https://203.0.114.1/", keyword: "a\u0000b\ud800", body: "\u0000x" };
    const { status, body } = await post(world, { component_id, ...fields });
    expect([status, body.keyword, body.body]).toEqual([201, "ab\ufffd", "x"]);
  });
});

describe("secrets of a monitor", () => {
  const headers = { Authorization: "Bearer very-secret", Accept: "text/html" };

  it("keeps header values and never tells them, in no answer and no audit record", async () => {
    const world = await newWorld();
    const component_id = await newComponent(world);
    const url = "https://203.0.114.1/";
    const { body } = await post(world, { component_id, kind: "http", url, headers, body: "also-secret" });
    expect(body.headers).toEqual({ Authorization: "(hidden)", Accept: "(hidden)" });
    const changed = await patch(world, body.id, {
      headers: { Authorization: "(hidden)", Accept: "application/json", "X-New": "1" },
    });
    expect(changed.status).toBe(200);
    expect((await row(body.id)).config).toMatchObject({
      headers: { Authorization: "Bearer very-secret", Accept: "application/json", "X-New": "1" },
    });
    const { audits } = await written(world.pageId);
    expect(
      JSON.stringify([audits.map(({ before, after }) => ({ before, after })), changed.body.headers]),
    ).not.toMatch(/very-secret|also-secret|application/);
    expect(audits.at(-1)!.after).toMatchObject({ headers: expect.stringContaining("Authorization") });
  });

  it("tells the heartbeat URL once, keeps its hash, and replaces it on demand", async () => {
    const world = await newWorld();
    const component_id = await newComponent(world);
    const { body } = await post(world, { component_id, kind: "heartbeat", interval_seconds: 3600 });
    const url = new URL(String(body.heartbeat_url));
    expect(url.origin).toBe("http://localhost:3000");
    const secret = url.pathname.replace("/heartbeat/", "");
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect((await row(body.id)).secretHash).toBe(createHash("sha256").update(secret).digest("hex"));
    const again = await call("GET", `${world.base}/monitors/${body.id}`, { token: world.reader });
    expect(again.body).not.toHaveProperty("heartbeat_url");

    for (const method of ["GET", "POST"])
      expect((await call(method, url.pathname)).body).toEqual({ ok: true });
    expect((await row(body.id)).lastPingAt).not.toBeNull();

    const rotated = await patch(world, body.id, { rotate_secret: true });
    const newPath = new URL(String(rotated.body.heartbeat_url)).pathname;
    expect((await call("GET", url.pathname)).status).toBe(404);
    expect((await call("GET", newPath)).status).toBe(200);
    await call("DELETE", `${world.base}/monitors/${body.id}`, { token: world.owner });
    expect((await call("GET", newPath)).status).toBe(404);
    expect((await written(world.pageId)).actions.slice(2)).toEqual([
      "monitor.rotate_secret",
      "monitor.archive",
    ]);
  });

  it("has none to replace but that of a heartbeat", async () => {
    const world = await newWorld();
    const { body } = await post(world, { component_id: await newComponent(world), kind: "external" });
    const { status, body: refused } = await patch(world, body.id, { rotate_secret: true });
    expect([status, faultPaths(refused)]).toEqual([422, ["monitor.rotate_secret"]]);
  });
});

describe("PATCH monitors/{id}", () => {
  it("changes fields of its kind, takes optional ones away with null, and has the monitor judged again", async () => {
    const world = await newWorld();
    const component_id = await newComponent(world);
    const url = "https://203.0.114.1/";
    const { body } = await post(world, { component_id, kind: "http", url, keyword: "ok", minimum_days: 3 });
    const changed = await patch(world, body.id, { keyword: null, degraded_above_ms: 800, minimum_days: 7 });
    expect(changed.body).toMatchObject({ url, degraded_above_ms: 800, minimum_days: 7 });
    expect(changed.body).not.toHaveProperty("keyword");
    expect(await prisma().judgeRequest.count({ where: { monitorId: String(body.id) } })).toBe(1);
    expect((await patch(world, body.id, { degraded_above_ms: null })).body.degraded_above_ms).toBeNull();
  });

  it("writes nothing when nothing changes", async () => {
    const world = await newWorld();
    const { body } = await post(world, { component_id: await newComponent(world), kind: "external" });
    const same = await patch(world, body.id, { enabled: true, kind: "external", interval_seconds: 30 });
    expect([same.status, same.body.updated_at]).toEqual([200, body.updated_at]);
    expect((await written(world.pageId)).actions).toHaveLength(2);
  });

  it("pauses and resumes: no probe is due, then one at once", async () => {
    const world = await newWorld();
    const component_id = await newComponent(world);
    const { body } = await post(world, { component_id, kind: "dns", host: "a.example" });
    expect((await patch(world, body.id, { enabled: false })).body.enabled).toBe(false);
    expect((await row(body.id)).nextProbeAt).toBeNull();
    await patch(world, body.id, { enabled: true });
    expect((await row(body.id)).nextProbeAt).not.toBeNull();
  });

  it("checks a new destination, and does not ask again about an old one", async () => {
    const world = await newWorld();
    const component_id = await newComponent(world);
    const { body } = await post(world, { component_id, kind: "http", url: "https://203.0.114.1/" });
    const refused = await patch(world, body.id, { url: "http://10.0.0.1/" });
    expect([refused.status, faultPaths(refused.body)]).toEqual([422, ["monitor.url"]]);
    const config = { ...((await row(body.id)).config as object), url: "http://10.0.0.1/" };
    await prisma().monitor.update({ where: { id: String(body.id) }, data: { config } });
    expect((await patch(world, body.id, { enabled: false })).status).toBe(200);
  });

  it.each([
    [{ kind: "tcp" }, "monitor.kind"],
    [{ component_id: "abcdefghijkl" }, "monitor.component_id"],
    [{ url: null }, "monitor.url"],
    [{ interval_seconds: 5 }, "monitor.interval_seconds"],
    [{ interval_seconds: 10, timeout_ms: 60_000 }, "monitor.timeout_ms"],
    [{ method: "TRACE" }, "monitor.method"],
  ])("refuses %j", async (fields, path) => {
    const world = await newWorld();
    const component_id = await newComponent(world);
    const { body } = await post(world, { component_id, kind: "http", url: "https://203.0.114.1/" });
    const { status, body: refused } = await patch(world, body.id, fields);
    expect([status, faultPaths(refused)]).toEqual([422, [path]]);
  });

  it("does not touch the built-in monitor", async () => {
    const world = await newWorld();
    const componentId = await newComponent(world);
    await prisma().monitor.create({
      data: { id: "self00000001", pageId: world.pageId, componentId, kind: "self" },
    });
    expect((await patch(world, "self00000001", { enabled: false })).status).toBe(422);
    const told = await call("GET", `${world.base}/monitors/self00000001`, { token: world.reader });
    expect(told.body.kind).toBe("self");
  });
});

describe("GET and DELETE monitors", () => {
  it("lists those in use, those of one component, and the archived ones", async () => {
    const world = await newWorld();
    const [first, second] = [await newComponent(world), await newComponent(world)];
    const a = (await post(world, { component_id: first, kind: "external" })).body.id;
    const b = (await post(world, { component_id: second, kind: "external" })).body.id;
    const list = async (query = "") =>
      (await call("GET", `${world.base}/monitors${query}`, { token: world.reader })).body.map(({ id }) => id);
    expect(await list()).toEqual([a, b]);
    expect(await list(`?component_id=${second}`)).toEqual([b]);
    const path = `${world.base}/monitors/${a}`;
    expect((await call("DELETE", path, { token: world.owner })).status).toBe(204);
    expect([await list(), await list("?archived=1")]).toEqual([[b], [a]]);
    for (const method of ["GET", "DELETE"])
      expect((await call(method, path, { token: world.owner })).status).toBe(404);
    expect((await patch(world, a, { enabled: false })).status).toBe(404);
    expect(await prisma().judgeRequest.count({ where: { monitorId: String(a) } })).toBe(1);
  });
});

describe("GET heartbeat/{secret}", () => {
  it("is 404 for whatever is no secret of ours", async () => {
    for (const secret of ["x", "a".repeat(43), "a".repeat(5_000), "%00"])
      expect((await call("GET", `/heartbeat/${secret}`)).status).toBe(404);
  });
});
