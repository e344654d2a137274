import { beforeEach, describe, expect, it } from "vitest";
import { inMaintenance, makeWatched, responder } from "#lib/testing/data/automation.ts";
import { inTx } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makePage } from "#lib/testing/engine.ts";
import { openIncident } from "#lib/usecases/incidents/open.ts";
import { pool, prisma } from "../db.ts";
import {
  oneAtATime,
  openIncidentIdsOn,
  proposeResolve,
  readDueDrafts,
  readPageWords,
  readWhole,
  recentAutomaticIds,
} from "./automatic.ts";
import { notedNudges, noteNudges, nudgeKey, readStaleIncidents } from "./nudges.ts";
import { claimWatch, countStillFailing, readFailingMonitors, readUnsettled } from "./watches.ts";

withDatabase();

let world: Awaited<ReturnType<typeof makeWatched>>;
beforeEach(async () => {
  world = await makeWatched();
});

const unsettled = async (now = world.now) =>
  (await readUnsettled(now, 1_000)).filter(({ pageId }) => pageId === world.pageId);
const claim = (outcome: Parameters<typeof claimWatch>[2]["outcome"], incidentId: string | null = null) =>
  unsettled().then(([seen]) => inTx((tx) => claimWatch(tx, seen!, { outcome, incidentId }, world.now)));

describe("what automation has not acted upon", () => {
  it("is a failing component, until it is claimed, and then its recovery", async () => {
    await world.samples("uu");
    expect(await unsettled()).toEqual([]);
    await world.samples("dd");
    const { componentId } = world.watched[0]!;
    const seen = {
      componentId,
      pageId: world.pageId,
      groupId: world.groupId,
      state: "major_outage",
      since: world.now - 60_000,
      isInMaintenance: false,
      watch: null,
    };
    expect(await unsettled()).toEqual([seen]);
    expect(await claim("opened", "i")).toBe(true);
    expect(await unsettled()).toEqual([]);
    await world.samples("uu");
    expect(await unsettled()).toMatchObject([
      { state: "operational", watch: { state: "major_outage", outcome: "opened", incidentId: "i" } },
    ]);
    expect(await claim("recovered", "i")).toBe(true);
    expect(await unsettled()).toEqual([]);
  });

  it("is claimed once, by whoever saw it as it still is", async () => {
    await world.samples("uudd");
    const [seen] = await unsettled();
    const claims = Array.from({ length: 5 }, () =>
      inTx((tx) => claimWatch(tx, seen!, { outcome: "off", incidentId: null }, world.now)),
    );
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
    await world.samples("uu");
    const [again] = await unsettled();
    expect(await inTx((tx) => claimWatch(tx, seen!, { outcome: "off", incidentId: null }, world.now))).toBe(
      false,
    );
    expect(
      await inTx((tx) => claimWatch(tx, again!, { outcome: "recovered", incidentId: null }, world.now)),
    ).toBe(true);
  });

  it("comes back after a maintenance that had excused it", async () => {
    const { componentId } = world.watched[0]!;
    const until = world.now + 600_000;
    await inMaintenance(world.pageId, [componentId], world.now, until);
    await world.samples("uudd");
    expect(await unsettled()).toMatchObject([{ isInMaintenance: true }]);
    await claim("maintenance");
    expect(await unsettled()).toEqual([]);
    expect(await unsettled(until - 1)).toEqual([]);
    expect(await unsettled(until)).toMatchObject([
      { isInMaintenance: false, watch: { outcome: "maintenance" } },
    ]);
  });

  it("knows which monitors fail, with their settings; paused ones do not count", async () => {
    await world.samples("uudd");
    const { componentId, monitorId } = world.watched[0]!;
    expect(await readFailingMonitors(componentId)).toEqual([
      { id: monitorId, autoIncident: "draft", autoPublishAfterMinutes: null },
    ]);
    await pool().query("update monitors set enabled = false where id = $1", [monitorId]);
    expect(await readFailingMonitors(componentId)).toEqual([]);
  });

  it("counts the other components of an incident that still fail", async () => {
    await world.samples("uudd");
    await claim("joined", "shared");
    const { componentId } = world.watched[0]!;
    expect(await inTx((tx) => countStillFailing(tx, "shared", "other"))).toBe(1);
    expect(await inTx((tx) => countStillFailing(tx, "shared", componentId))).toBe(0);
    expect(await inTx((tx) => countStillFailing(tx, "another", "other"))).toBe(0);
  });
});

describe("incidents as automation looks for them", () => {
  it("are open ones and drafts on a component of the page, the newest first, none that is over", async () => {
    const { componentId } = world.watched[0]!;
    const people = responder(world.pageId);
    const components = { [componentId]: "partial_outage" as const };
    const first = await openIncident(people, { name: "First", components }, world.now);
    const draft = await openIncident(people, { name: "Draft", components, draft: true }, world.now + 1);
    const over = { name: "Over", components, status: "resolved" as const };
    await openIncident(people, over, world.now + 2);
    expect(await openIncidentIdsOn(world.pageId, [componentId])).toEqual([draft.id, first.id]);
    expect(await openIncidentIdsOn(await makePage(), [componentId])).toEqual([]);
    expect(await openIncidentIdsOn(world.pageId, ["other"])).toEqual([]);
    const ids = [first.id, "missing", draft.id];
    expect((await readWhole(world.pageId, ids)).map(({ id }) => id)).toEqual([first.id, draft.id]);
    expect(await readWhole(await makePage(), ids)).toEqual([]);
  });

  it("are found by origin and age, and as drafts that are due", async () => {
    const people = responder(world.pageId);
    const { id } = await openIncident(people, { name: "x", draft: true }, world.now);
    await pool().query(
      "update incidents set origin = 'monitor', is_attended = false, auto_publish_at = $2 where id = $1",
      [id, new Date(world.now + 1_000)],
    );
    expect(await recentAutomaticIds(world.pageId, "monitor", world.now)).toEqual([id]);
    expect(await recentAutomaticIds(world.pageId, "monitor", world.now + 1)).toEqual([]);
    expect(await recentAutomaticIds(world.pageId, "alert", world.now)).toEqual([]);
    const due = async (now: number) => (await readDueDrafts(now, 1_000)).filter((one) => one.id === id);
    expect(await due(world.now + 999)).toEqual([]);
    expect(await due(world.now + 1_000)).toEqual([{ id, pageId: world.pageId, revision: 1 }]);
  });

  it("take a proposal without a new revision, and lose it again", async () => {
    const { id } = await openIncident(responder(world.pageId), { name: "x" }, world.now);
    const row = () =>
      prisma().incident.findUniqueOrThrow({
        where: { id },
        select: { revision: true, updatedAt: true, resolveProposedAt: true },
      });
    const before = await row();
    await inTx((tx) => proposeResolve(tx, id, world.now + 5));
    expect(await row()).toEqual({ ...before, resolveProposedAt: new Date(world.now + 5) });
    await inTx((tx) => proposeResolve(tx, id, null));
    expect(await row()).toEqual(before);
  });

  it("find the words of the page: archived and foreign components have none", async () => {
    const foreign = await makeComponent(await makePage());
    const archived = await makeComponent(world.pageId);
    await pool().query("update components set archived_at = now() where id = $1", [archived]);
    const { componentId } = world.watched[0]!;
    const words = await readPageWords(world.pageId, [componentId, foreign, archived]);
    expect(words).toEqual({
      languages: ["ko", "en"],
      components: [
        { id: componentId, name: componentId, translations: {}, groupId: world.groupId, published: true },
      ],
    });
  });

  it("are changed one at a time by those who say so", async () => {
    const order: string[] = [];
    const slow = inTx(async (tx) => {
      await oneAtATime(tx, `subject ${world.pageId}`);
      order.push("first");
      await new Promise((resolve) => setTimeout(resolve, 100));
      order.push("first is done");
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await inTx(async (tx) => {
      await oneAtATime(tx, `subject ${world.pageId}`);
      order.push("second");
    });
    await slow;
    expect(order).toEqual(["first", "first is done", "second"]);
  });
});

describe("nudges", () => {
  it("are noted once for each promise and hour", async () => {
    const { id, pageId } = await openIncident(responder(world.pageId), { name: "x" }, world.now);
    const stale = (await readStaleIncidents(world.now)).filter((one) => one.pageId === pageId);
    expect(stale).toEqual([{ id, pageId, staleFrom: world.now }]);
    expect((await readStaleIncidents(world.now - 1)).some((one) => one.id === id)).toBe(false);
    const note = (hours: number[]) => inTx((tx) => noteNudges(tx, stale[0]!, hours, world.now));
    expect(await note([3, 6])).toEqual([3, 6]);
    expect(await note([3, 6, 12])).toEqual([12]);
    const noted = await notedNudges(stale);
    expect(noted.has(nudgeKey(id, world.now, 12))).toBe(true);
    expect(noted.has(nudgeKey(id, world.now + 1, 12))).toBe(false);
    expect(noted.size).toBe(3);
  });
});
