import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { MAX_ALERT_SOURCES } from "#lib/domain/alerts/source.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import * as prometheus from "#lib/testing/fixtures/alerts/prometheus.ts";
import { TOPIC } from "#lib/testing/fixtures/alerts/sns.ts";
import { dispatch } from "#lib/testing/manage/routes.ts";
import { call, newToken, newWorld, written } from "#lib/testing/manage/world.ts";

withDatabase();

type World = Awaited<ReturnType<typeof newWorld>>;
const base = (world: World) => `${world.base}/alert-sources`;
const post = (world: World, alert_source: object, token = world.owner) =>
  call("POST", base(world), { token, json: { alert_source } });
const patch = (world: World, id: unknown, alert_source: object, token = world.owner) =>
  call("PATCH", `${base(world)}/${id}`, { token, json: { alert_source } });

/** What a monitoring system does: POST to the address, as it was told. */
async function send(url: unknown, body: unknown, headers: Record<string, string> = {}) {
  const { pathname } = new URL(String(url));
  const request = new Request(`http://localhost${pathname}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const response = await dispatch(request);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe("POST alert-sources", () => {
  it("tells the address once, and keeps only the hash of its secret", async () => {
    const world = await newWorld();
    const component_id = await makeComponent(world.pageId);
    const rules = [{ match: { service: "api" }, component_id }];
    const { status, body } = await post(world, { kind: "alertmanager", name: " Production\n", rules });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: "alertmanager",
      name: "Production",
      rules: [{ match: { service: "api" }, component_id, state: "major_outage" }],
      damp_seconds: 60,
      auto_publish_after_minutes: null,
      enabled: true,
      unmatched: "draft",
      topic_arn: null,
      has_signing_secret: false,
      last_received_at: null,
    });
    const secret = /\/ingest\/alertmanager\/([\w-]{43})$/.exec(String(body.ingest_url))![1]!;
    const row = await prisma().alertSource.findUniqueOrThrow({ where: { id: String(body.id) } });
    expect(row.secretHash).toBe(createHash("sha256").update(secret).digest("hex"));
    const { body: read } = await call("GET", `${base(world)}/${body.id}`, { token: world.owner });
    expect(read).not.toHaveProperty("ingest_url");
    const { actions, events, audits } = await written(world.pageId);
    expect([actions, events]).toEqual([["alert_source.create"], ["alert_source.created"]]);
    expect(JSON.stringify(audits[0]!.after)).not.toContain(secret);
  });

  it("never tells a signing secret again, only that there is one", async () => {
    const world = await newWorld();
    const signing_secret = "very secret words 1234";
    const { body } = await post(world, { kind: "pagerduty", name: "PD", signing_secret });
    expect(body.has_signing_secret).toBe(true);
    for (const told of [body, (await call("GET", base(world), { token: world.owner })).body])
      expect(JSON.stringify(told)).not.toContain("very secret");
    const { body: without } = await patch(world, body.id, { signing_secret: null });
    expect(without.has_signing_secret).toBe(false);
    const { audits } = await written(world.pageId);
    expect(JSON.stringify(audits.map(({ after }) => after))).not.toContain("very secret");
  });

  it("refuses faults with their paths", async () => {
    const world = await newWorld();
    const stranger = await makeComponent((await newWorld()).pageId);
    const cases: [object, string[]][] = [
      [{}, ["alert_source.kind", "alert_source.name"]],
      [{ kind: "nagios", name: "x" }, ["alert_source.kind"]],
      [{ kind: "cloudwatch", name: "x" }, ["alert_source.topic_arn"]],
      [{ kind: "cloudwatch", name: "x", topic_arn: "arn:aws:s3:::bucket" }, ["alert_source.topic_arn"]],
      [{ kind: "generic", name: "x", topic_arn: TOPIC }, ["alert_source.topic_arn"]],
      [{ kind: "generic", name: "x", signing_secret: "0123456789abcdef" }, ["alert_source.signing_secret"]],
      [{ kind: "generic", name: "x", damp_seconds: -1 }, ["alert_source.damp_seconds"]],
      [
        { kind: "generic", name: "x", rules: [{ match: {}, component_id: stranger }] },
        ["alert_source.rules.0.component_id"],
      ],
    ];
    for (const [input, paths] of cases) {
      const { status, body } = await post(world, input);
      const errors = body.errors as { path: string }[];
      expect([input, status, errors.map(({ path }) => path)]).toEqual([input, 422, paths]);
    }
    expect((await written(world.pageId)).actions).toEqual([]);
  });

  it("has a limit", async () => {
    const world = await newWorld();
    await prisma().$executeRaw`
      insert into alert_sources (id, page_id, kind, name, secret_hash, updated_at)
      select ${world.pageId} || i, ${world.pageId}, 'generic', 'x', ${world.pageId} || i, now()
      from generate_series(1, ${MAX_ALERT_SOURCES}) as i`;
    const { status, body } = await post(world, { kind: "generic", name: "x" });
    expect([status, body.message]).toEqual([422, expect.any(String)]);
  });
});

describe("who may", () => {
  it("see and change sources needs monitors:write; a stranger finds nothing", async () => {
    const world = await newWorld();
    const { body } = await post(world, { kind: "generic", name: "x" });
    const one = `${base(world)}/${body.id}`;
    const requests: [string, string, object?][] = [
      ["GET", base(world)],
      ["POST", base(world), { alert_source: { kind: "generic", name: "y" } }],
      ["GET", one],
      ["PATCH", one, { alert_source: { enabled: false } }],
      ["DELETE", one],
    ];
    for (const [method, path, json] of requests) {
      const sent = json && { json };
      expect((await call(method, path, { token: world.reader, ...sent })).status).toBe(403);
      expect((await call(method, path, { token: world.stranger, ...sent })).status).toBe(404);
      expect((await call(method, path, { ...sent })).status).toBe(401);
    }
    const manager = await newToken(world.pageId, ["monitors:write"]);
    expect((await call("GET", one, { token: manager })).status).toBe(200);
    expect((await written(world.pageId)).actions).toEqual(["alert_source.create"]);
  });
});

describe("PATCH and DELETE alert-sources", () => {
  it("change what is sent, and tell the change in the audit log", async () => {
    const world = await newWorld();
    const { body } = await post(world, { kind: "cloudwatch", name: "AWS", topic_arn: TOPIC });
    const { body: changed } = await patch(world, body.id, { damp_seconds: 0, unmatched: "ignore" });
    expect(changed).toMatchObject({ damp_seconds: 0, unmatched: "ignore", name: "AWS", topic_arn: TOPIC });
    expect(changed).not.toHaveProperty("ingest_url");
    expect((await patch(world, body.id, { topic_arn: null })).status).toBe(422);
    expect((await patch(world, body.id, { kind: "generic" })).status).toBe(422);
    const { audits } = await written(world.pageId);
    expect(audits[1]).toMatchObject({
      action: "alert_source.update",
      before: { damp_seconds: 60, unmatched: "draft" },
      after: { damp_seconds: 0, unmatched: "ignore" },
    });
  });

  it("replace the address: the old one is gone", async () => {
    const world = await newWorld();
    const { body } = await post(world, { kind: "generic", name: "x" });
    const { body: rotated } = await patch(world, body.id, { rotate_secret: true });
    expect(rotated.ingest_url).not.toBe(body.ingest_url);
    const alert = { status: "firing", title: "x" };
    expect((await send(body.ingest_url, alert)).status).toBe(404);
    expect((await send(rotated.ingest_url, alert)).status).toBe(202);
    expect((await written(world.pageId)).actions).toContain("alert_source.rotate_secret");
  });

  it("end a source: its address answers like any unknown one, its alerts stay", async () => {
    const world = await newWorld();
    const { body } = await post(world, { kind: "generic", name: "x" });
    await send(body.ingest_url, { status: "firing", title: "x" });
    const one = `${base(world)}/${body.id}`;
    expect((await call("DELETE", one, { token: world.owner })).status).toBe(204);
    expect((await call("DELETE", one, { token: world.owner })).status).toBe(404);
    expect((await call("GET", base(world), { token: world.owner })).body).toEqual([]);
    const gone = await send(body.ingest_url, { status: "firing", title: "x" });
    const unknown = await send(String(body.ingest_url).replace(/.{43}$/, "A".repeat(43)), {});
    expect([gone.status, gone.body]).toEqual([404, unknown.body]);
    expect((await call("GET", `${world.base}/alerts`, { token: world.owner })).body).toHaveLength(1);
  });
});

describe("POST /ingest/{source}/{secret}", () => {
  const make = async (kind = "alertmanager") => {
    const world = await newWorld();
    return { world, url: (await post(world, { kind, name: "x" })).body.ingest_url };
  };

  it("answers 202 with what it took and what it left out", async () => {
    const { url } = await make();
    const { status, body, headers } = await send(url, prometheus.alertmanagerMixed);
    expect(status).toBe(202);
    expect(body).toEqual({
      accepted: 2,
      new: 2,
      stale: 0,
      ignored: [{ path: "truncatedAlerts", message: expect.any(String) }],
    });
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("answers 400 and 422 with paths, 413 above a megabyte, 415 to compressed bodies", async () => {
    const { url } = await make();
    expect((await send(url, "{")).status).toBe(400);
    const faults = await send(url, { alerts: [{ status: "on", labels: {} }] });
    expect([faults.status, faults.body.errors[0].path]).toEqual([422, "alerts.0.status"]);
    expect((await send(url, " ".repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await send(url, "{}", { "content-encoding": "gzip" })).status).toBe(415);
  });

  it("reads JSON whatever it calls itself, as SNS sends it", async () => {
    const { url } = await make("generic");
    const body = JSON.stringify({ status: "firing", title: "x" });
    expect((await send(url, body, { "content-type": "text/plain; charset=UTF-8" })).status).toBe(202);
  });

  it("answers 404 to another kind, a wrong secret and odd paths, and says nothing about why", async () => {
    const { url } = await make();
    const bodies = new Set<string>();
    for (const bad of [
      String(url).replace("alertmanager", "grafana"),
      String(url).replace("alertmanager", "nothing"),
      `${String(url).slice(0, -1)}${String(url).endsWith("A") ? "B" : "A"}`,
      `${url}x`,
      String(url).slice(0, -1),
    ]) {
      const { status, body } = await send(bad, prometheus.alertmanagerFiring);
      expect([bad, status]).toEqual([bad, 404]);
      bodies.add(JSON.stringify(body));
    }
    expect(bodies.size).toBe(1);
  });

  it("slows one source down without touching another", async () => {
    const [loud, calm] = [await make("generic"), await make("generic")];
    const statuses = await Promise.all(
      Array.from({ length: 230 }, async () => (await send(loud.url, "{")).status),
    );
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(20);
    const refused = await send(loud.url, "{");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await send(calm.url, { status: "firing", title: "x" })).status).toBe(202);
  });
});

describe("GET alerts", () => {
  it("tells readers of the page what came, filtered; no secrets", async () => {
    const world = await newWorld();
    const { body: source } = await post(world, { kind: "generic", name: "x" });
    const alerts = [
      { fingerprint: "a", status: "firing", title: "One", labels: { service: "api" } },
      { fingerprint: "b", status: "resolved", title: "Two" },
    ];
    await send(source.ingest_url, { alerts });
    const list = async (query = "") =>
      (await call("GET", `${world.base}/alerts${query}`, { token: world.reader })).body;
    expect(await list("?status=firing")).toMatchObject([
      {
        source_id: source.id,
        fingerprint: "a",
        status: "firing",
        title: "One",
        labels: { service: "api" },
        count: 1,
        incident_id: null,
        component_ids: [],
      },
    ]);
    expect(await list(`?source_id=${source.id}`)).toHaveLength(2);
    expect(await list("?source_id=aaaaaaaaaaaa")).toEqual([]);
    expect(await list("?incident_id=aaaaaaaaaaaa")).toEqual([]);
    expect(await list("?limit=1")).toHaveLength(1);
    expect((await call("GET", `${world.base}/alerts?status=odd`, { token: world.reader })).status).toBe(422);
    expect((await call("GET", `${world.base}/alerts`, { token: world.stranger })).status).toBe(404);
    expect((await call("GET", `${world.base}/alerts`, {})).status).toBe(401);
  });
});
