import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { call, newWorld, written } from "#lib/testing/manage/world.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";
import { tierExample } from "../tiers/tier.ts";
import { documentExample, newSloExample } from "./example.ts";

withDatabase();

async function world() {
  const made = await newWorld();
  await makeSli(made.pageId, "api-requests");
  const componentId = await makeComponent(made.pageId);
  const slo = { ...newSloExample, components: [componentId] };
  return { ...made, componentId, slo, slos: `${made.base}/slos`, tiers: `${made.base}/tiers` };
}

describe("slos", () => {
  it("are made, read, changed, looked back at and archived", async () => {
    const { owner: token, slos, slo, pageId } = await world();
    const made = await call("POST", slos, { token, json: { slo } });
    expect([made.status, made.body]).toMatchObject([201, { key: "checkout", version: 1, page_id: pageId }]);
    const { id } = made.body as unknown as { id: string };
    expect((await call("GET", `${slos}/${id}`, { token })).body).toEqual(made.body);
    expect((await call("GET", slos, { token })).body).toEqual([made.body]);

    const patch = { slo: { window_seconds: 604_800 } };
    const preview = await call("POST", `${slos}/${id}/preview`, { token, json: patch });
    expect(preview.body).toMatchObject({
      change: { act: "change", fields: [{ path: "window_seconds", before: "2592000", after: "604800" }] },
      faults: [],
    });
    const changed = await call("PATCH", `${slos}/${id}`, { token, json: patch });
    expect([changed.status, changed.body]).toMatchObject([200, { version: 2, window_seconds: 604_800 }]);
    const late = await call("PATCH", `${slos}/${id}`, { token, json: { slo: { name: "Late", version: 1 } } });
    expect([late.status, late.body]).toMatchObject([409, { current: { id, version: 2 } }]);
    const versions = await call("GET", `${slos}/${id}/versions`, { token });
    expect(versions.body).toMatchObject([
      { version: 2, author: { kind: "token" }, document: expect.stringContaining("duration: 7d") },
      { version: 1, document: expect.stringContaining("duration: 30d") },
    ]);

    expect((await call("DELETE", `${slos}/${id}`, { token })).status).toBe(204);
    expect((await call("GET", slos, { token })).body).toEqual([]);
    expect((await call("GET", `${slos}?archived=true`, { token })).body).toMatchObject([{ id }]);
    expect((await written(pageId)).actions).toEqual(["slo.create", "slo.update", "slo.archive"]);
  });

  it("that can not be judged are refused with path and arithmetic", async () => {
    const { owner: token, slos, slo } = await world();
    const [objective] = slo.objectives;
    const wrong = async (fields: object) => {
      const json = { slo: { ...slo, objectives: [{ ...objective, ...fields }] } };
      const { status, body } = await call("POST", slos, { token, json });
      return { status, errors: body.errors as unknown as { path: string; message: string }[] };
    };
    const whole = await wrong({ target: "100", alerts: [] });
    expect(whole).toMatchObject({ status: 422, errors: [{ path: "slo.objectives.0.target" }] });
    expect(whole.errors[0]!.message).toContain("100 − 100 = 0");
    const alert = { ...objective!.alerts[0]!, factor: 1_000 };
    expect(await wrong({ alerts: [alert] })).toMatchObject({
      status: 422,
      errors: [{ path: "slo.objectives.0.alerts.0.factor", message: expect.stringContaining("1000.00") }],
    });
    expect(await wrong({ alerts: [{ ...alert, factor: 2, short_seconds: 350 }] })).toMatchObject({
      errors: [{ path: "slo.objectives.0.alerts.0.short_seconds" }],
    });
    expect(await wrong({ rule: { kind: "ratio", sli: "lost" } })).toMatchObject({
      errors: [{ message: "no such SLI: lost (there are: api-requests)" }],
    });
  });

  it("come in and go out as OpenSLO, with lines for faults", async () => {
    const { owner: token, slos } = await world();
    const dry = { document: documentExample, dry_run: true };
    expect((await call("POST", `${slos}/import`, { token, json: dry })).body).toMatchObject({
      dry_run: true,
      changes: [{ noun: "slo", key: "checkout", act: "add" }],
    });
    expect((await call("GET", slos, { token })).body).toEqual([]);
    const json = { document: documentExample };
    expect((await call("POST", `${slos}/import`, { token, json })).status).toBe(200);
    const { document } = (await call("GET", `${slos}/export`, { token })).body as unknown as {
      document: string;
    };
    const again = await call("POST", `${slos}/import`, { token, json: { document } });
    expect(again.body).toMatchObject({ changes: [{ act: "same" }, { act: "same" }] });
    expect((await call("GET", `${slos}/export?slo=checkout`, { token })).status).toBe(200);
    expect((await call("GET", `${slos}/export?slo=none`, { token })).status).toBe(404);
    const faulty = { document: documentExample.replace("99.95", "100") };
    expect(await call("POST", `${slos}/import`, { token, json: faulty })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "line 13, spec.objectives.0.targetPercent" }] },
    });
    const noYaml = await call("POST", `${slos}/import`, { token, json: { document: "a: b: c" } });
    expect(noYaml).toMatchObject({ status: 400, body: { errors: [{ path: "line 1" }] } });
  });

  it("are not a stranger's, and readers only read them", async () => {
    const { owner, reader, stranger, slos, slo } = await world();
    const { id } = (await call("POST", slos, { token: owner, json: { slo } })).body as unknown as {
      id: string;
    };
    expect((await call("GET", `${slos}/${id}`, { token: stranger })).status).toBe(404);
    expect((await call("GET", `${slos}/${id}`, { token: reader })).status).toBe(200);
    expect((await call("PATCH", `${slos}/${id}`, { token: reader, json: { slo: {} } })).status).toBe(403);
    const json = { document: documentExample };
    expect((await call("POST", `${slos}/import`, { token: reader, json })).status).toBe(403);
    expect((await call("GET", slos, {})).status).toBe(401);
  });
});

describe("slis", () => {
  it("are made, read, changed and archived; not while SLOs judge them", async () => {
    const { owner: token, base, slos, slo, stranger, reader } = await world();
    const slis = `${base}/slis`;
    const sli = { key: "payments", name: "결제", kind: "ratio" };
    const made = await call("POST", slis, { token, json: { sli } });
    expect([made.status, made.body]).toMatchObject([201, { ...sli, source: { kind: "measurements" } }]);
    const one = `${slis}/${(made.body as unknown as { id: string }).id}`;
    expect((await call("GET", one, { token: reader })).body).toEqual(made.body);
    const keys = (await call("GET", slis, { token })).body.map(({ key }) => key);
    expect(keys).toEqual(["api-requests", "payments"]);
    const patch = { sli: { name: "Payments", revision: 1 } };
    expect((await call("PATCH", one, { token, json: patch })).body).toMatchObject({ revision: 2 });
    expect((await call("PATCH", one, { token, json: patch })).body).toMatchObject({
      current: { revision: 2, name: "Payments" },
    });
    const wrong = { sli: { ...sli, key: "x", kind: "latency", source: { kind: "alb", measures: "5xx" } } };
    expect((await call("POST", slis, { token, json: wrong })).body).toMatchObject({
      errors: [{ path: "sli.source", message: "needs either folder or bucket" }],
    });
    const [objective] = slo.objectives;
    const judged = { ...slo, objectives: [{ ...objective, rule: { kind: "ratio", sli: "payments" } }] };
    expect((await call("POST", slos, { token, json: { slo: judged } })).status).toBe(201);
    expect((await call("DELETE", one, { token })).status).toBe(409);
    expect((await call("PATCH", one, { token: reader, json: patch })).status).toBe(403);
    expect((await call("GET", one, { token: stranger })).status).toBe(404);
  });
});

describe("tiers", () => {
  const { id: _, page_id: __, position: ___, ...tier } = tierExample;
  it("are made, read, changed and archived; not while they are promised something", async () => {
    const { owner: token, tiers, slos, slo, stranger, reader } = await world();
    const made = await call("POST", tiers, { token, json: { tier } });
    expect([made.status, made.body]).toMatchObject([201, { ...tier, position: 1 }]);
    const one = `${tiers}/${(made.body as unknown as { id: string }).id}`;
    expect((await call("GET", one, { token: reader })).body).toEqual(made.body);
    expect((await call("GET", tiers, { token })).body).toEqual([made.body]);
    expect((await call("PATCH", one, { token, json: { tier: { name: "Business" } } })).body).toEqual({
      ...made.body,
      name: "Business",
    });
    const promised = { ...slo, objectives: [{ ...slo.objectives[0], tier: "enterprise" }] };
    expect((await call("POST", slos, { token, json: { slo: promised } })).status).toBe(201);
    expect(await call("DELETE", one, { token })).toMatchObject({
      status: 409,
      body: { message: "Objectives are promised to this tier: checkout. Change them first" },
    });
    const bad = { ...tier, key: "other", promises: { ...tier.promises, availability: "100" } };
    expect((await call("POST", tiers, { token, json: { tier: bad } })).body).toMatchObject({
      errors: [{ path: "tier.promises.availability" }],
    });
    expect((await call("POST", tiers, { token: reader, json: { tier } })).status).toBe(403);
    expect((await call("GET", one, { token: stranger })).status).toBe(404);
  });

  it("without promises go", async () => {
    const { owner: token, tiers } = await world();
    const made = await call("POST", tiers, { token, json: { tier } });
    const one = `${tiers}/${(made.body as unknown as { id: string }).id}`;
    expect((await call("DELETE", one, { token })).status).toBe(204);
    expect((await call("GET", one, { token })).status).toBe(404);
  });
});
