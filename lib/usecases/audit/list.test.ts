import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newToken, newWorld } from "#lib/testing/manage/world.ts";
import { sealAudit } from "./seal.ts";

withDatabase();

/** A page with a component made and changed by a token, sealed but for the last. */
async function told() {
  const world = await newWorld();
  const path = `${world.base}/components`;
  const made = await call("POST", path, { token: world.owner, json: { component: { name: "REST API" } } });
  const id = String(made.body.id);
  await call("PATCH", `${path}/${id}`, {
    token: world.owner,
    json: { component: { status: "partial_outage" } },
  });
  while ((await sealAudit(Date.now())) > 0);
  await call("PATCH", `${path}/${id}`, { token: world.writer, json: { component: { name: "REST" } } });
  const list = async (query = "", token = world.owner) =>
    (await call("GET", `${world.base}/audit-log${query}`, { token })).body;
  const actions = async (query: string) => (await list(query)).map(({ action }) => action);
  return { ...world, id, list, actions };
}

describe("GET audit-log", () => {
  it("tells who did what to which thing, newest first, with its place in the chain", async () => {
    const { id, list } = await told();
    const records = await list();
    expect(records.map(({ action }) => action)).toEqual([
      "component.update",
      "component.status",
      "component.create",
    ]);
    expect(records[0]).toMatchObject({ before: { name: "REST API" }, after: { name: "REST" }, seal: null });
    expect(records[1]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      actor: { kind: "token", id: expect.stringMatching(/^[a-z0-9]{12}$/) },
      action: "component.status",
      object: { kind: "component", id },
      before: { status: "operational" },
      after: { status: "partial_outage" },
      seal: {
        seq: expect.any(Number),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        sealed_at: expect.any(String),
      },
    });
    expect(records[2]!.before).toBeNull();
  });

  it("filters by actor, action, object and time", async () => {
    const { id, list, actions } = await told();
    const [newest, , oldest] = await list();
    const actor = (newest!.actor as { id: string }).id;
    for (const name of [actor, `token:${actor}`])
      expect(await actions(`?actor=${name}`)).toEqual(["component.update"]);
    expect(await actions("?actor=token")).toHaveLength(3);
    expect(await actions("?actor=user")).toEqual([]);
    expect(await actions("?action=component")).toHaveLength(3);
    expect(await actions("?action=component.status")).toEqual(["component.status"]);
    expect(await actions("?action=comp")).toEqual([]);
    expect(await actions(`?object=component:${id}`)).toHaveLength(3);
    expect(await actions(`?object=${id}&action=component.create`)).toEqual(["component.create"]);
    expect(await actions("?object=monitor")).toEqual([]);
    expect(await actions(`?since=${oldest!.at}`)).toHaveLength(3);
    expect(await actions(`?until=${oldest!.at}`)).toEqual([]);
    expect(await actions("?actor='%20or%20true--")).toEqual([]);
  });

  it("goes on behind a record, however much was written meanwhile", async () => {
    const { list, actions } = await told();
    const [first] = await list("?limit=1");
    expect(await actions(`?limit=1&after=${first!.id}`)).toEqual(["component.status"]);
    expect(await actions(`?after=${first!.id}`)).toEqual(["component.status", "component.create"]);
    expect(await actions("?after=0")).toEqual([]);
  });

  it("refuses what is no cursor, instant or limit, with the path", async () => {
    const { base, owner } = await told();
    for (const query of [
      "after=x",
      "after=9999999999999999999",
      "since=yesterday",
      "until=2026-02-30T00:00:00Z",
      "limit=101",
    ]) {
      const { status, body } = await call("GET", `${base}/audit-log?${query}`, { token: owner });
      expect([status, (body.errors as unknown as { path: string }[])[0]!.path]).toEqual([
        422,
        query.split("=")[0],
      ]);
    }
  });

  it("is for those who may read it, and of one page only", async () => {
    const { base, pageId, reader, stranger } = await told();
    const status = async (token: string) => (await call("GET", `${base}/audit-log`, { token })).status;
    expect([await status(reader), await status(stranger), await status("")]).toEqual([403, 404, 401]);
    const auditor = await newToken(pageId, ["audit:read"]);
    const { body } = await call("GET", `${base}/audit-log`, { token: auditor });
    expect(body).toHaveLength(3);
    expect((await pool().query("select count(*)::int as n from audit_log")).rows[0].n).toBeGreaterThan(3);
  });
});
