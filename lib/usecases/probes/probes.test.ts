import { beforeEach, describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { MAX_PROBES_A_MINUTE, PROBE_KEPT_MS, PROBE_PATIENCE_MS } from "#lib/domain/page/probe-now.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newToken, newWorld, written } from "#lib/testing/manage/world.ts";
import { makePerson, signedIn } from "#lib/testing/people.ts";
import { claimAskedProbes, finishAskedProbe, forgetProbes } from "./claim.ts";

withDatabase();
beforeEach(() => prisma().probeRequest.deleteMany());

const RESULT = {
  outcome: "up",
  reason: null,
  httpStatus: 200,
  dnsMs: 1,
  connectMs: 2,
  tlsMs: null,
  firstByteMs: 3,
  totalMs: 6.5,
  tlsDaysLeft: null,
} as const;
const http = { kind: "http", url: "https://203.0.114.1/health", headers: { "x-key": "secret" } };

async function monitored(fields: object = http) {
  const world = await newWorld();
  const component = await call("POST", `${world.base}/components`, {
    token: world.owner,
    json: { component: { name: "API" } },
  });
  const monitor = { component_id: String(component.body.id), ...fields };
  const made = await call("POST", `${world.base}/monitors`, { token: world.owner, json: { monitor } });
  const path = `${world.base}/monitors/${made.body.id}`;
  const probe = (json: object = {}, token = world.owner) => call("POST", `${path}/probe`, { token, json });
  return { ...world, monitor, monitorId: String(made.body.id), path, probe };
}

describe("probe now", () => {
  it("is claimed once, and told when it is finished", async () => {
    const { path, owner, probe, pageId } = await monitored();
    const asked = await probe();
    expect([asked.status, asked.body.state]).toEqual([202, "waiting"]);
    const read = async () => (await call("GET", `${path}/probes/${asked.body.id}`, { token: owner })).body;
    const claimed = [...(await claimAskedProbes(Date.now(), 5)), ...(await claimAskedProbes(Date.now(), 5))];
    expect(claimed).toMatchObject([
      {
        id: asked.body.id,
        isFromCatalogue: false,
        target: { kind: "http", config: { headers: http.headers } },
      },
    ]);
    expect(await read()).toMatchObject({ state: "running", result: null });
    await finishAskedProbe(claimed[0]!.id, RESULT, Date.now());
    expect(await read()).toMatchObject({
      state: "finished",
      result: { outcome: "up", http_status: 200, first_byte_ms: 3, total_ms: 6.5 },
    });
    const row = await prisma().probeRequest.findUniqueOrThrow({ where: { id: claimed[0]!.id } });
    expect(row.target).toBeNull();
    expect(await prisma().uptimeSample.count({ where: { monitorId: String(row.monitorId) } })).toBe(0);
    const { actions, audits } = await written(pageId);
    expect(actions.at(-1)).toBe("monitor.probe");
    expect(JSON.stringify(audits.at(-1)!.after)).not.toContain("secret");
  });

  it("tries settings that are not saved: changes of a monitor, with the headers that are kept", async () => {
    const { probe } = await monitored();
    await probe({ monitor: { keyword: "fine", headers: { "x-key": "(hidden)" }, timeout_ms: 500 } });
    const [claimed] = await claimAskedProbes(Date.now(), 5);
    expect(claimed!.target).toMatchObject({
      timeoutMs: 500,
      config: { keyword: "fine", headers: { "x-key": "secret" } },
    });
    expect((await probe({ monitor: { expected_status: "ok" } })).status).toBe(422);
    expect((await probe({ monitor: { url: "https://elsewhere.example/" } })).body.errors).toEqual([
      expect.objectContaining({ path: "monitor.headers.x-key" }),
    ]);
  });

  it("tries a whole monitor that does not exist yet", async () => {
    const { base, owner, monitor, path } = await monitored();
    const asked = await call("POST", `${base}/probes`, { token: owner, json: { monitor } });
    expect([asked.status, asked.body.monitor_id]).toEqual([202, null]);
    const read = (where: string) => call("GET", `${where}/${asked.body.id}`, { token: owner });
    expect((await read(`${base}/probes`)).status).toBe(200);
    expect((await read(`${path}/probes`)).status).toBe(404);
    const inside = { ...monitor, url: "http://127.0.0.1:9/" };
    const refused = await call("POST", `${base}/probes`, { token: owner, json: { monitor: inside } });
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [expect.objectContaining({ path: "monitor.url" })],
    ]);
  });

  it("asks nobody for kinds that call us", async () => {
    const { probe } = await monitored({ kind: "heartbeat" });
    const refused = await probe();
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ path: "monitor.kind", message: "monitors of this kind are not asked: they call us" }],
    ]);
  });

  it("is limited for a page, and says when to come again", async () => {
    const { probe } = await monitored();
    for (let i = 0; i < MAX_PROBES_A_MINUTE; i++) expect((await probe()).status).toBe(202);
    const refused = await probe();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
  });

  it("expires when no worker takes it, and is forgotten after a day", async () => {
    const { path, owner, probe } = await monitored();
    const { body } = await probe();
    const past = new Date(Date.now() - PROBE_PATIENCE_MS - 1_000);
    await prisma().probeRequest.update({ where: { id: String(body.id) }, data: { requestedAt: past } });
    expect(await claimAskedProbes(Date.now(), 5)).toEqual([]);
    expect((await call("GET", `${path}/probes/${body.id}`, { token: owner })).body.state).toBe("expired");
    expect(await forgetProbes(Date.now())).toBe(0);
    expect(await forgetProbes(Date.now() + PROBE_KEPT_MS)).toBe(1);
  });

  it("is refused to strangers, readers and responders, and for what is archived", async () => {
    const { path, pageId, owner, stranger, reader, probe } = await monitored();
    const { body } = await probe();
    for (const [token, status] of [
      [stranger, 404],
      [reader, 403],
      [await newToken(pageId, ["monitors:write"]), 200],
    ] as const) {
      expect((await call("GET", `${path}/probes/${body.id}`, { token })).status).toBe(status);
      expect((await probe({}, token)).status).toBe(status === 200 ? 202 : status);
    }
    const headers = signedIn(await makePerson(pageId, "responder"));
    expect((await call("POST", `${path}/probe`, { headers, json: {} })).status).toBe(403);
    await call("DELETE", path, { token: owner });
    expect((await probe()).status).toBe(404);
  });
});
