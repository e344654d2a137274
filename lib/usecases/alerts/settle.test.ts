import { describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { makeAlerted } from "#lib/testing/data/alerts.ts";
import { actionsOf, eventsOf, incidentsOf, responder } from "#lib/testing/data/automation.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { publishDueDrafts } from "../automatic-incidents/publish.ts";
import { deleteIncident } from "../incidents/delete.ts";
import { editIncident } from "../incidents/edit.ts";
import { openIncident } from "../incidents/open.ts";
import { postUpdate } from "../incidents/post.ts";
import { publishIncident } from "../incidents/publish.ts";
import { forgetOldAlerts } from "./list.ts";
import { settleAlerts } from "./settle.ts";

withDatabase();

const claimsOf = (pageId: string) => prisma().stateClaim.findMany({ where: { pageId } });

describe("an alert that keeps firing", () => {
  it("becomes a draft after its damping, with the component and the state of the rule", async () => {
    const world = await makeAlerted();
    const firedAt = world.now;
    await world.send("firing");
    await world.pass(59);
    expect(await incidentsOf(world.pageId)).toEqual([]);
    await world.pass(1);
    const [draft, ...others] = await incidentsOf(world.pageId);
    const [alert] = await world.alerts();
    const [componentId] = world.componentIds;
    expect(others).toEqual([]);
    expect(draft).toMatchObject({
      origin: "alert",
      originId: alert!.id,
      name: `${componentId} 장애 감지`,
      startedAt: firedAt,
      publishedAt: null,
      isAttended: false,
      autoPublishAt: null,
      components: [{ componentId, state: "major_outage" }],
    });
    // What the sender wrote may name hosts: it stays with the alert.
    expect(JSON.stringify(draft)).not.toContain("Errors");
    expect(alert!.incidentId).toBe(draft!.id);
    expect(await eventsOf(world.pageId)).toEqual(["alert_source.created"]);
    expect(await actionsOf(world.pageId)).toEqual(["alert_source.create", "incident.open"]);
    expect(await claimsOf(world.pageId)).toEqual([]);
  });

  it("makes one draft, however often it is told and however many workers look", async () => {
    const world = await makeAlerted();
    for (let i = 0; i < 5; i++) await world.send("firing");
    world.now += 60_000;
    await Promise.all(Array.from({ length: 6 }, () => settleAlerts(world.now)));
    await world.send("firing");
    await world.pass(600);
    expect(await incidentsOf(world.pageId)).toHaveLength(1);
    expect((await world.alerts())[0]!.count).toBe(6);
  });

  it("makes nothing if it is over before, and nothing while it flaps faster than the damping", async () => {
    const world = await makeAlerted();
    for (let i = 0; i < 5; i++) {
      await world.send("firing");
      await world.pass(50);
      await world.send("resolved");
      await world.pass(20);
    }
    expect(await incidentsOf(world.pageId)).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ status: "resolved", count: 5, dueAt: null }]);
  });

  it("makes a draft at once with no damping", async () => {
    const world = await makeAlerted({ source: { damp_seconds: 0 } });
    await world.send("firing");
    await world.pass(0);
    expect(await incidentsOf(world.pageId)).toHaveLength(1);
  });
});

describe("several alerts of one source", () => {
  it("about the same component share a draft", async () => {
    const world = await makeAlerted();
    for (const fingerprint of ["a", "b", "c"]) await world.send("firing", { fingerprint });
    world.now += 60_000;
    await Promise.all(Array.from({ length: 4 }, () => settleAlerts(world.now)));
    await world.pass(1);
    const [draft, ...others] = await incidentsOf(world.pageId);
    expect(others).toEqual([]);
    expect((await world.alerts()).map(({ incidentId }) => incidentId)).toEqual([
      draft!.id,
      draft!.id,
      draft!.id,
    ]);
  });

  it("about different components have drafts of their own, and so have those that come much later", async () => {
    const world = await makeAlerted({ components: 2 });
    await world.send("firing", { fingerprint: "a", service: 0 });
    await world.send("firing", { fingerprint: "b", service: 1 });
    await world.pass(60);
    expect(await incidentsOf(world.pageId)).toHaveLength(2);
    await world.pass(600);
    await world.send("firing", { fingerprint: "c", service: 0 });
    await world.pass(60);
    expect(await incidentsOf(world.pageId)).toHaveLength(3);
  });

  it("are over together: the draft is closed with the last of them", async () => {
    const world = await makeAlerted();
    for (const fingerprint of ["a", "b"]) await world.send("firing", { fingerprint });
    await world.pass(60);
    await world.send("resolved", { fingerprint: "a" });
    await world.pass(1);
    expect((await incidentsOf(world.pageId))[0]!.status).toBe("investigating");
    await world.send("resolved", { fingerprint: "b" });
    await world.pass(1);
    expect((await incidentsOf(world.pageId))[0]).toMatchObject({ status: "resolved", publishedAt: null });
  });
});

describe("an alert that no rule matches", () => {
  it("is a draft with its own title, which is never published by itself", async () => {
    const world = await makeAlerted({ source: { auto_publish_after_minutes: 1 } });
    await world.send("firing", { service: 7, title: "disk full on db-3" });
    world.now += 1_000;
    await world.send("firing", { service: 8, fingerprint: "b" });
    await world.pass(60);
    await publishDueDrafts(world.now + 3_600_000);
    expect(await incidentsOf(world.pageId)).toMatchObject([
      { name: "disk full on db-3", components: [], autoPublishAt: null, publishedAt: null },
    ]);
  });
  it("is only listed if its source says so", async () => {
    const world = await makeAlerted({ source: { unmatched: "ignore" } });
    await world.send("firing", { service: 7 });
    await world.pass(60);
    expect(await incidentsOf(world.pageId)).toEqual([]);
    expect(await world.alerts()).toMatchObject([{ status: "firing", incidentId: null, dueAt: null }]);
  });
  it("is what an alert about an archived component becomes", async () => {
    const world = await makeAlerted();
    await pool().query("update components set archived_at = now() where id = $1", world.componentIds);
    await world.send("firing");
    await world.pass(60);
    expect((await incidentsOf(world.pageId))[0]!.components).toEqual([]);
  });
});

describe("what is over", () => {
  it("closes a draft that nobody saw, quietly", async () => {
    const world = await makeAlerted({ source: { auto_publish_after_minutes: 5 } });
    await world.send("firing");
    await world.pass(60);
    await world.send("resolved");
    await world.pass(1);
    expect(await incidentsOf(world.pageId)).toMatchObject([
      { status: "resolved", publishedAt: null, autoPublishAt: null },
    ]);
    expect(await eventsOf(world.pageId)).toEqual(["alert_source.created"]);
    await publishDueDrafts(world.now + 3_600_000);
    expect((await incidentsOf(world.pageId))[0]!.publishedAt).toBeNull();
  });

  it("proposes the resolve of what a person published with one tap", async () => {
    const world = await makeAlerted();
    await world.send("firing");
    await world.pass(60);
    const [draft] = await incidentsOf(world.pageId);
    await publishIncident(responder(world.pageId), draft!.id, {}, world.now);
    expect(await claimsOf(world.pageId)).toMatchObject([{ state: "major_outage", endedAt: null }]);
    await world.send("resolved");
    await world.pass(1);
    const [incident] = await incidentsOf(world.pageId);
    expect(incident).toMatchObject({ status: "investigating", resolveProposedAt: world.now });
    expect(await eventsOf(world.pageId)).toEqual([
      "alert_source.created",
      "incident.published",
      "incident.resolve_proposed",
    ]);
    await postUpdate(responder(world.pageId), draft!.id, { status: "resolved" }, world.now);
    expect((await incidentsOf(world.pageId))[0]!.resolveProposedAt).toBeNull();
  });

  it("withdraws the proposal when it fires again", async () => {
    const world = await makeAlerted();
    await world.send("firing");
    await world.pass(60);
    const [draft] = await incidentsOf(world.pageId);
    await editIncident(responder(world.pageId), draft!.id, { priority: 1 }, world.now);
    await world.send("resolved");
    await world.pass(1);
    expect((await incidentsOf(world.pageId))[0]!.resolveProposedAt).toBe(world.now);
    await world.send("firing");
    await world.pass(60);
    expect(await incidentsOf(world.pageId)).toMatchObject([{ resolveProposedAt: null }]);
  });

  it("resolves what was published by itself and that nobody touched", async () => {
    const world = await makeAlerted({ source: { auto_publish_after_minutes: 5 } });
    await world.send("firing");
    await world.pass(60);
    world.now += 5 * 60_000;
    await publishDueDrafts(world.now);
    expect(await incidentsOf(world.pageId)).toMatchObject([{ publishedAt: world.now, isAttended: false }]);
    await world.send("resolved");
    await world.pass(1);
    expect(await incidentsOf(world.pageId)).toMatchObject([{ status: "resolved" }]);
    expect(await claimsOf(world.pageId)).toMatchObject([{ endedAt: expect.any(Date) }]);
    expect(await eventsOf(world.pageId)).toEqual([
      "alert_source.created",
      "incident.published",
      "incident.resolved",
    ]);
  });

  it("and fires again within ten minutes goes on in the same incident; later in a new one", async () => {
    const world = await makeAlerted({ source: { auto_publish_after_minutes: 5 } });
    const round = async () => {
      await world.send("firing");
      await world.pass(60);
    };
    await round();
    await world.send("resolved");
    await world.pass(1);
    await world.pass(300);
    await round();
    expect(await incidentsOf(world.pageId)).toMatchObject([
      { status: "investigating", autoPublishAt: world.now + 5 * 60_000 },
    ]);
    await world.send("resolved");
    await world.pass(1);
    await world.pass(700);
    await round();
    expect(await incidentsOf(world.pageId)).toHaveLength(2);
  });
});

describe("what people do", () => {
  it("comes first: an alert about a component with an open incident belongs to it, and its owner hears of it", async () => {
    const world = await makeAlerted();
    const [componentId] = world.componentIds;
    const input = { name: "Known", components: { [componentId!]: "partial_outage" as const } };
    const { id } = await openIncident(responder(world.pageId), input, world.now);
    await world.send("firing");
    await world.pass(60);
    expect((await incidentsOf(world.pageId)).map((one) => one.id)).toEqual([id]);
    expect((await world.alerts())[0]!.incidentId).toBe(id);
    expect(await eventsOf(world.pageId)).toContain("incident.suggested");
    await world.send("resolved");
    await world.pass(1);
    expect((await incidentsOf(world.pageId))[0]).toMatchObject({
      status: "investigating",
      resolveProposedAt: world.now,
    });
  });

  it("is not undone: a draft that is thrown away does not come back while the alert goes on firing", async () => {
    const world = await makeAlerted();
    await world.send("firing");
    await world.pass(60);
    const [draft] = await incidentsOf(world.pageId);
    await deleteIncident(responder(world.pageId), draft!.id, world.now);
    await world.send("firing");
    await world.pass(3_600);
    expect(await incidentsOf(world.pageId)).toEqual([]);
    await world.send("resolved");
    await world.send("firing");
    await world.pass(60);
    expect(await incidentsOf(world.pageId)).toHaveLength(1);
  });

  it("pauses a source: nothing is made of what had come before", async () => {
    const world = await makeAlerted();
    await world.send("firing");
    await pool().query("update alert_sources set enabled = false where id = $1", [world.source.id]);
    await world.pass(60);
    expect(await incidentsOf(world.pageId)).toEqual([]);
  });
});

describe("alerts that were over long ago", () => {
  it("are forgotten after ninety days; those that fire stay", async () => {
    const world = await makeAlerted({ now: Date.now() - 100 * 86_400_000 });
    await world.send("firing", { fingerprint: "a" });
    await world.send("firing", { fingerprint: "b" });
    await world.send("resolved", { fingerprint: "b" });
    await forgetOldAlerts(world.now + 89 * 86_400_000);
    expect(await world.alerts()).toHaveLength(2);
    await forgetOldAlerts(Date.now());
    expect((await world.alerts()).map(({ fingerprint }) => fingerprint)).toEqual(["a"]);
  });
});
