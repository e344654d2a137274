import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { at, DAY, desk, incidentWorld, iso, robot, storedClaims, T } from "#lib/testing/incidents.ts";
import { written } from "#lib/testing/manage/world.ts";

withDatabase();

describe("an incident told after the fact", () => {
  it("changes no state by itself, but shows what it was about", async () => {
    const { pageId, api, open } = await incidentWorld();
    const past = await open({
      backfilled: true,
      backfill_date: "2026-11-20",
      body: "It was broken.",
      components: { [api]: "major_outage" },
    });
    const startedAt = Date.UTC(2026, 10, 19, 15);
    expect(past).toMatchObject({
      isBackfilled: true,
      status: "resolved",
      startedAt,
      resolvedAt: startedAt,
      publishedAt: T,
      components: [{ componentId: api, state: "operational" }],
    });
    expect(past.updates).toMatchObject([
      { displayAt: startedAt, deliverNotifications: false, components: [{ newState: "major_outage" }] },
    ]);
    expect(await storedClaims(past.id)).toEqual([]);
    expect(await prisma().dayRequest.count({ where: { componentId: api } })).toBe(0);
    expect((await written(pageId)).events).toEqual(["incident.opened"]);
  });

  it("changes exactly the stretches that its author gives", async () => {
    const { api, agents, open } = await incidentWorld();
    const component_times = [
      { component_id: api, state: "major_outage", started_at: iso(at(-90)), ended_at: iso(at(-60)) },
      { component_id: agents, state: "partial_outage", started_at: iso(at(-80)), ended_at: iso(at(-30)) },
    ];
    const past = await open({ backfilled: true, started_at: iso(at(-90)), component_times });
    expect(past).toMatchObject({ resolvedAt: at(-30), startedAt: at(-90) });
    expect(past.components.map(({ state }) => state)).toEqual(["operational", "operational"]);
    expect(await storedClaims(past.id)).toEqual([
      [api, "major_outage", -90, -60],
      [agents, "partial_outage", -80, -30],
    ]);
    const asked = await prisma().dayRequest.findMany({ where: { componentId: { in: [api, agents] } } });
    expect(asked.map(({ fromAt }) => fromAt.getTime()).sort()).toEqual([at(-90), at(-80)]);
  });

  it("takes further updates where they belong, and stays over", async () => {
    const { open, post } = await incidentWorld();
    const { id } = await open({ backfilled: true, started_at: iso(at(-90)), resolved_at: iso(at(-30)) });
    const told = await post(id, { status: "investigating", body: "First", display_at: iso(at(-90)) }, 5);
    expect(told).toMatchObject({ status: "resolved", resolvedAt: at(-30) });
    expect(told.updates.map(({ status, displayAt }) => [status, displayAt])).toEqual([
      ["resolved", at(-30)],
      ["investigating", at(-90)],
    ]);
    expect(told.updates[1]).toMatchObject({ deliverNotifications: false });
    await expect(post(id, { display_at: iso(at(60)) }, 6)).rejects.toMatchObject({ kind: "invalid" });
    const live = await open();
    await expect(post(live.id, { display_at: iso(at(-1)) }, 6)).rejects.toMatchObject({
      faults: [{ path: "incident_update.display_at" }],
    });
  });
});

describe("an announcement", () => {
  it("is under observation until it is over, with no components and no impact", async () => {
    const { open, post, reopen } = await incidentWorld();
    const { id, ...told } = await open({ kind: "announcement", name: "New region", body: "Hello." });
    expect(told).toMatchObject({
      kind: "announcement",
      status: "monitoring",
      components: [],
      monitoringAt: T,
    });
    await expect(post(id, { status: "identified" }, 1)).rejects.toThrow("allowed now: monitoring, resolved");
    expect(await post(id, { status: "resolved" }, 2)).toMatchObject({ resolvedAt: at(2) });
    expect(await reopen(id, {}, 3)).toMatchObject({ status: "monitoring", resolvedAt: null });
  });
});

describe("openIncident", () => {
  it("claims from its first update on, not from a beginning in the past", async () => {
    const { api, open } = await incidentWorld();
    const incident = await open({ started_at: iso(T - DAY), components: { [api]: "major_outage" } });
    expect(incident).toMatchObject({ startedAt: T - DAY });
    expect(await storedClaims(incident.id)).toEqual([[api, "major_outage", 0, null]]);
  });

  it("names components without claiming anything of them", async () => {
    const { api, agents, open } = await incidentWorld();
    const incident = await open({ component_ids: [agents], components: { [api]: "degraded_performance" } });
    const states = new Map(incident.components.map(({ componentId, state }) => [componentId, state]));
    expect(states).toEqual(
      new Map([
        [api, "degraded_performance"],
        [agents, "operational"],
      ]),
    );
    expect(await storedClaims(incident.id)).toEqual([[api, "degraded_performance", 0, null]]);
  });

  it("knows who opened it: a person who is on it, a client, or automation", async () => {
    const { pageId, open } = await incidentWorld();
    expect(await open()).toMatchObject({ origin: "person", ownerId: "responder", isAttended: true });
    const client = desk(pageId, { kind: "token", id: "t", pageId, permissions: ["*"] });
    expect(await client.open()).toMatchObject({ origin: "api", ownerId: null, isAttended: true });
    const seen = await robot(pageId).open({}, 0, { origin: "monitor", originId: "m" });
    expect(seen).toMatchObject({ origin: "monitor", originId: "m", isAttended: false, ownerId: null });
    expect(seen.updates).toMatchObject([{ isAutomatic: true, actorKind: "system" }]);
  });

  it("keeps a promise of a next update until something new is told, or it is over", async () => {
    const { open, post } = await incidentWorld();
    const { id, nextUpdateAt } = await open({ next_update_at: iso(at(30)) });
    expect(nextUpdateAt).toBe(at(30));
    expect((await post(id, { body: "New", next_update_at: iso(at(60)) }, 10)).nextUpdateAt).toBe(at(60));
    expect((await post(id, { body: "Newer" }, 20)).nextUpdateAt).toBeNull();
    const over = await post(id, { status: "resolved", next_update_at: iso(at(90)) }, 30);
    expect(over.nextUpdateAt).toBeNull();
  });

  it("may be over at once", async () => {
    const { api, open } = await incidentWorld();
    const over = await open({ status: "resolved", components: { [api]: "major_outage" } });
    expect(over).toMatchObject({ resolvedAt: T, components: [{ state: "operational" }] });
    expect(await storedClaims(over.id)).toEqual([]);
  });

  it("refuses foreign and archived components, with their paths", async () => {
    const { pageId, api, open } = await incidentWorld();
    const { api: foreign } = await incidentWorld();
    await prisma().component.update({ where: { id: api }, data: { archivedAt: new Date(T) } });
    for (const id of [foreign, api])
      await expect(open({ components: { [id]: "major_outage" } })).rejects.toMatchObject({
        kind: "invalid",
        faults: [{ path: `incident.components.${id}` }],
      });
    expect(await prisma().incident.count({ where: { pageId } })).toBe(0);
    expect((await written(pageId)).actions).toEqual([]);
  });

  it("never tells an older update after a newer, also where another clock is ahead", async () => {
    const { open, post } = await incidentWorld();
    const { id } = await open({}, 10);
    const told = await post(id, { body: "From a clock that is behind" }, 5);
    expect(told.updates.map(({ displayAt }) => displayAt)).toEqual([at(10) + 1, at(10)]);
  });
});
