import { describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { newIncident } from "#lib/domain/incidents/input.ts";
import { actionsOf, eventsOf, inMaintenance, makeWatched, responder } from "#lib/testing/data/automation.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeMonitor, samplesOf, writer } from "#lib/testing/engine.ts";
import { deleteIncident } from "../incidents/delete.ts";
import { editIncident } from "../incidents/edit.ts";
import { mergeIncident } from "../incidents/merge.ts";
import { openIncident } from "../incidents/open.ts";
import { postUpdate } from "../incidents/post.ts";
import { publishIncident } from "../incidents/publish.ts";
import { advanceMaintenance } from "../maintenance/advance.ts";
import { scheduleMaintenance } from "../maintenance/schedule.ts";
import { judgeMonitors } from "../monitors/judge.ts";
import { recordSamples } from "../samples/record.ts";
import { publishDueDrafts } from "./publish.ts";
import { watchComponents } from "./watch.ts";

withDatabase();

const MINUTE_MS = 60_000;
const claimsOf = (pageId: string) => prisma().stateClaim.count({ where: { pageId } });

describe("a component that goes down by its monitors", () => {
  it("becomes a draft with component, texts and start, which nobody is told of", async () => {
    const world = await makeWatched();
    await world.say("uudd");
    const [draft, ...others] = await world.incidents();
    expect(others).toEqual([]);
    const { componentId, monitorId } = world.watched[0]!;
    expect(draft).toMatchObject({
      kind: "incident",
      status: "investigating",
      name: `${componentId} 장애 감지`,
      translations: { en: { name: `${componentId}: outage detected` } },
      publishedAt: null,
      isAttended: false,
      origin: "monitor",
      originId: monitorId,
      autoPublishAt: null,
      components: [{ componentId, state: "major_outage" }],
      // Back-dated to the first failing sample.
      startedAt: world.now - 60_000,
    });
    expect(draft!.updates).toMatchObject([
      {
        isAutomatic: true,
        body: expect.stringContaining("자동 감시가"),
        translations: { en: { body: expect.stringContaining("Our monitoring has detected an outage") } },
      },
    ]);
    expect(await eventsOf(world.pageId)).toEqual([]);
    expect(await actionsOf(world.pageId)).toEqual(["incident.open"]);
    expect(await claimsOf(world.pageId)).toBe(0);
  });

  it("is acted upon once, however often and by however many workers it is looked at", async () => {
    const world = await makeWatched({ components: 3, autoIncident: "publish" });
    await world.samples("uudd");
    const workers = Array.from({ length: 6 }, () => watchComponents(world.now));
    await Promise.all(workers);
    for (let i = 0; i < 4; i++) await watchComponents(world.now);
    const [incident, ...others] = await world.incidents();
    expect(others).toEqual([]);
    expect(incident!.components).toHaveLength(3);
    const events = await eventsOf(world.pageId);
    expect(events.filter((kind) => kind === "incident.opened")).toHaveLength(1);
    expect(events).toHaveLength(3);
  });

  it("has one incident for all of its monitors, and follows it from partly to wholly down", async () => {
    const world = await makeWatched();
    const { componentId } = world.watched[0]!;
    const second = await makeMonitor(world.pageId, componentId);
    await recordSamples(writer(world.pageId), samplesOf(second, world.now, "uuuu"));
    await world.say("uudd");
    expect((await world.incidents())[0]!.components).toEqual([{ componentId, state: "partial_outage" }]);
    await recordSamples(writer(world.pageId), samplesOf(second, world.now, "dd"));
    await world.say("dd");
    const [draft, ...others] = await world.incidents();
    expect(others).toEqual([]);
    expect(draft!.components).toEqual([{ componentId, state: "major_outage" }]);
    expect(draft!.name).toBe(`${componentId} 장애 감지`);
    expect(draft!.updates).toHaveLength(1);
  });

  it("is published at once where its monitor says so, and claims nothing beyond it", async () => {
    const world = await makeWatched({ autoIncident: "publish" });
    await world.say("uudd");
    const [incident] = await world.incidents();
    expect(incident).toMatchObject({ publishedAt: world.now, isAttended: false });
    expect(await eventsOf(world.pageId)).toEqual(["incident.opened"]);
    expect(await claimsOf(world.pageId)).toBe(0);
  });

  it("makes nothing where its monitors say off, nor of degraded or unknown states", async () => {
    const off = await makeWatched({ autoIncident: "off" });
    await off.say("uudd");
    expect(await off.incidents()).toEqual([]);
    const degraded = await makeWatched();
    await degraded.say("uugggg");
    expect(await degraded.incidents()).toEqual([]);
    const silent = await makeWatched();
    await silent.say("uu");
    silent.now += 3_600_000;
    await judgeMonitors(silent.now);
    await watchComponents(silent.now);
    expect(await silent.incidents()).toEqual([]);
  });

  it("makes nothing of samples of an impaired prober", async () => {
    const world = await makeWatched();
    await world.say("uu");
    const bad = samplesOf(world.watched[0]!.monitorId, world.now, "dddd").map((sample) => ({
      ...sample,
      impaired: true,
    }));
    await recordSamples(writer(world.pageId), bad);
    world.now += 4 * 30_000;
    await judgeMonitors(world.now);
    await watchComponents(world.now);
    expect(await world.incidents()).toEqual([]);
  });

  it("makes nothing while a maintenance runs, but does when it still fails afterwards", async () => {
    const world = await makeWatched();
    const { componentId } = world.watched[0]!;
    const until = world.now + 10 * MINUTE_MS;
    await inMaintenance(world.pageId, [componentId], world.now, until);
    await world.say("uudd");
    await watchComponents(world.now);
    expect(await world.incidents()).toEqual([]);
    expect(await actionsOf(world.pageId)).toEqual([]);
    await world.say("d".repeat(18));
    expect(await world.incidents()).toHaveLength(1);
  });

  it("makes nothing in a window that people scheduled, from its start to its announced end", async () => {
    const world = await makeWatched();
    const { componentId } = world.watched[0]!;
    const iso = (at: number) => new Date(at).toISOString();
    const [from, until] = [world.now + 2 * MINUTE_MS, world.now + 12 * MINUTE_MS];
    const input = newIncident.parse({
      name: "Window",
      scheduled_for: iso(from),
      scheduled_until: iso(until),
      component_ids: [componentId],
    });
    await scheduleMaintenance(responder(world.pageId), input, world.now);
    const made = async () => (await world.incidents()).filter(({ kind }) => kind === "incident");
    await world.say("uuuu");
    await advanceMaintenance(world.now);
    await world.say("d".repeat(16));
    expect(world.now).toBeLessThan(until);
    expect(await made()).toEqual([]);
    await world.say("d".repeat(4));
    await advanceMaintenance(world.now);
    await watchComponents(world.now);
    expect(await made()).toHaveLength(1);
  });

  it("makes nothing where people have an incident open: its owner hears of it, once", async () => {
    const world = await makeWatched();
    const { componentId } = world.watched[0]!;
    const input = { name: "Known", components: { [componentId]: "degraded_performance" as const } };
    const { id } = await openIncident(responder(world.pageId), input, world.now);
    await world.say("uudd");
    await world.say("dd");
    expect((await world.incidents()).map((one) => one.id)).toEqual([id]);
    expect(await eventsOf(world.pageId)).toEqual(["incident.opened", "incident.suggested"]);
    await world.say("uu");
    expect((await world.incidents())[0]).toMatchObject({ resolveProposedAt: null, status: "investigating" });
  });
});

describe("several components of one group", () => {
  it("that fail within two minutes share an incident, with title and text for both", async () => {
    const world = await makeWatched({ components: 2 });
    await world.samples("uudd", [0]);
    await watchComponents(world.now);
    world.now -= 4 * 30_000;
    await world.samples("uuuudd", [1]);
    await watchComponents(world.now);
    const [draft, ...others] = await world.incidents();
    expect(others).toEqual([]);
    expect(draft!.components).toHaveLength(2);
    expect(draft!.name).toContain(", ");
    expect(draft!.updates[0]!.body).toContain(world.watched[1]!.componentId);
  });

  it("that fail later have an incident of their own", async () => {
    const world = await makeWatched({ components: 2 });
    const start = world.now;
    await world.say("uudd", [0]);
    world.now = start;
    await world.say(`${"u".repeat(12)}dd`, [1]);
    expect(await world.incidents()).toHaveLength(2);
  });

  it("end together: the draft stays until the last of them works again", async () => {
    const world = await makeWatched({ components: 2 });
    await world.samples("uudd");
    await watchComponents(world.now);
    const at = world.now;
    await world.say("uu", [0]);
    expect((await world.incidents())[0]!.status).toBe("investigating");
    world.now = at;
    await world.say("uuu", [1]);
    expect((await world.incidents())[0]!.status).toBe("resolved");
  });
});

describe("recovery", () => {
  it("closes a draft that nobody attended to, quietly", async () => {
    const world = await makeWatched({ publishAfterMinutes: 30 });
    await world.say("uudd");
    await world.say("uu");
    expect(await world.incidents()).toMatchObject([
      { status: "resolved", publishedAt: null, resolvedAt: world.now, autoPublishAt: null },
    ]);
    expect(await eventsOf(world.pageId)).toEqual([]);
    expect(await actionsOf(world.pageId)).toEqual(["incident.open", "incident.close_draft"]);
  });

  it("proposes the end of a draft that somebody works on", async () => {
    const world = await makeWatched();
    await world.say("uudd");
    const [draft] = await world.incidents();
    await editIncident(responder(world.pageId), draft!.id, { name: "Mine" }, world.now);
    await world.say("uu");
    const [after] = await world.incidents();
    expect(after).toMatchObject({ status: "investigating", resolveProposedAt: world.now, name: "Mine" });
    await world.say("dd");
    expect((await world.incidents())[0]).toMatchObject({ resolveProposedAt: null });
  });

  it("resolves a published one while no person has posted", async () => {
    const world = await makeWatched({ autoIncident: "publish" });
    await world.say("uudd");
    await world.say("uu");
    const [incident] = await world.incidents();
    expect(incident).toMatchObject({ status: "resolved", resolveProposedAt: null });
    expect(incident!.updates[0]).toMatchObject({
      isAutomatic: true,
      status: "resolved",
      translations: { en: { body: expect.stringContaining("normally again") } },
    });
    expect(await eventsOf(world.pageId)).toEqual(["incident.opened", "incident.resolved"]);
  });

  it("proposes the end once a person has posted, without moving the revision that they edit", async () => {
    const world = await makeWatched({ autoIncident: "publish" });
    await world.say("uudd");
    const [incident] = await world.incidents();
    await postUpdate(responder(world.pageId), incident!.id, { body: "We know" }, world.now);
    const { revision } = (await world.incidents())[0]!;
    await world.say("uu");
    const [after] = await world.incidents();
    expect(after).toMatchObject({ status: "investigating", resolveProposedAt: world.now, revision });
    expect(await eventsOf(world.pageId)).toContain("incident.resolve_proposed");
  });

  it("proposes the end of what the draft was merged into", async () => {
    const world = await makeWatched();
    await world.say("uudd");
    const [draft] = await world.incidents();
    const people = responder(world.pageId);
    const survivor = await openIncident(people, { name: "All of it" }, world.now);
    await mergeIncident(people, draft!.id, { into: survivor.id }, world.now);
    await world.say("uu");
    const found = (await world.incidents()).find(({ id }) => id === survivor.id);
    expect(found).toMatchObject({ status: "investigating", resolveProposedAt: world.now });
  });

  it("waits for full health: degraded is no recovery", async () => {
    const world = await makeWatched({ autoIncident: "publish" });
    await world.say("uudd");
    await world.say("gg");
    expect((await world.incidents())[0]!.status).toBe("investigating");
  });
});

describe("failing again", () => {
  it("within ten minutes of the end reopens the same incident, with one event", async () => {
    const world = await makeWatched({ autoIncident: "publish" });
    await world.say("uudd");
    await world.say("uu");
    await world.say("uudd");
    const [incident, ...others] = await world.incidents();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ status: "investigating", resolvedAt: null });
    expect(await eventsOf(world.pageId)).toEqual([
      "incident.opened",
      "incident.resolved",
      "incident.reopened",
    ]);
    expect(await claimsOf(world.pageId)).toBe(0);
  });

  it("opens a closed draft again, to be published as late as a new one", async () => {
    const world = await makeWatched({ publishAfterMinutes: 5 });
    await world.say("uudd");
    await world.say("uu");
    await world.say("dd");
    expect(await world.incidents()).toMatchObject([
      { status: "investigating", resolvedAt: null, autoPublishAt: world.now + 5 * MINUTE_MS },
    ]);
  });

  it("later makes a new one", async () => {
    const world = await makeWatched({ autoIncident: "publish" });
    await world.say("uudd");
    await world.say("uu");
    await world.say("u".repeat(21));
    await world.say("dd");
    expect(await world.incidents()).toHaveLength(2);
  });

  it("does not bring back a draft that a person threw away while it failed", async () => {
    const world = await makeWatched();
    await world.say("uudd");
    const [draft] = await world.incidents();
    await deleteIncident(responder(world.pageId), draft!.id, world.now);
    await world.say("dddd");
    expect(await world.incidents()).toEqual([]);
    await world.say("uu");
    await world.say("dd");
    expect(await world.incidents()).toHaveLength(1);
  });
});

describe("publishing by itself", () => {
  it("happens after the minutes of the monitor, once, and then recovery resolves it", async () => {
    const world = await makeWatched({ publishAfterMinutes: 5 });
    await world.say("uudd");
    const draftedAt = world.now;
    await publishDueDrafts(draftedAt + 5 * MINUTE_MS - 1);
    expect((await world.incidents())[0]!.publishedAt).toBeNull();
    const at = draftedAt + 5 * MINUTE_MS;
    const done = await Promise.all([publishDueDrafts(at), publishDueDrafts(at), publishDueDrafts(at)]);
    expect(done.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1);
    expect(await world.incidents()).toMatchObject([{ publishedAt: at, isAttended: false }]);
    expect(await eventsOf(world.pageId)).toEqual(["incident.published"]);
    await world.say(`${"d".repeat(12)}uu`);
    expect((await world.incidents())[0]!.status).toBe("resolved");
  });

  it("does not happen to a draft that somebody attends to", async () => {
    const world = await makeWatched({ publishAfterMinutes: 5 });
    await world.say("uudd");
    const [draft] = await world.incidents();
    await editIncident(responder(world.pageId), draft!.id, { priority: 1 }, world.now);
    await publishDueDrafts(world.now + 3_600_000);
    expect((await world.incidents())[0]).toMatchObject({ publishedAt: null, autoPublishAt: null });
  });

  it("leaves publishing to a person's one tap otherwise", async () => {
    const world = await makeWatched();
    await world.say("uudd");
    await publishDueDrafts(world.now + 24 * 3_600_000);
    const [draft] = await world.incidents();
    await publishIncident(responder(world.pageId), draft!.id, {}, world.now);
    expect(await claimsOf(world.pageId)).toBe(0);
    expect(await eventsOf(world.pageId)).toEqual(["incident.published"]);
  });
});

describe("private components", () => {
  const hide = (world: Awaited<ReturnType<typeof makeWatched>>, i: number) =>
    pool().query("update components set published = false where id = $1", [world.watched[i]!.componentId]);

  it("are never published by themselves, whatever their monitors say", async () => {
    const world = await makeWatched({ autoIncident: "publish" });
    await hide(world, 0);
    await world.say("uudd");
    expect(await world.incidents()).toMatchObject([{ publishedAt: null, autoPublishAt: null }]);
    const timed = await makeWatched({ publishAfterMinutes: 5 });
    await timed.say("uudd");
    await hide(timed, 0);
    await publishDueDrafts(timed.now + 3_600_000);
    expect(await timed.incidents()).toMatchObject([{ publishedAt: null }]);
  });

  it("are not named by a published incident of their group: they get a draft of their own", async () => {
    const world = await makeWatched({ autoIncident: "publish", components: 2 });
    await hide(world, 1);
    await world.samples("uudd", [0, 1]);
    for (let i = 0; i < 3; i++) await watchComponents(world.now);
    const incidents = await world.incidents();
    const shown = incidents.filter(({ publishedAt }) => publishedAt !== null);
    expect(incidents).toHaveLength(2);
    expect(shown).toHaveLength(1);
    expect(JSON.stringify(shown)).not.toContain(world.watched[1]!.componentId);
  });

  it("keep a draft that they join from being published by itself", async () => {
    const world = await makeWatched({ publishAfterMinutes: 5, components: 2 });
    await hide(world, 1);
    const start = world.now;
    await world.say("uudd", [0]);
    expect((await world.incidents())[0]!.autoPublishAt).not.toBeNull();
    world.now = start;
    await world.say("uuudd", [1]);
    expect(await world.incidents()).toMatchObject([{ autoPublishAt: null, publishedAt: null }]);
  });
});

describe("what is left alone", () => {
  it("are archived components, and those that people speak for", async () => {
    const world = await makeWatched({ components: 2 });
    const [first, second] = world.watched;
    await pool().query("update components set archived_at = now() where id = $1", [first!.componentId]);
    await pool().query("update components set baseline_source = 'manual' where id = $1", [
      second!.componentId,
    ]);
    await world.say("uudd");
    expect(await world.incidents()).toEqual([]);
  });
});
