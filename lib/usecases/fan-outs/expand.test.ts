import pg from "pg";
import { describe, expect, it } from "vitest";
import { databaseUrl, pool } from "#lib/data/db.ts";
import { MAX_AGE_MS } from "#lib/domain/delivery/channel.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeGroup } from "#lib/testing/engine.ts";
import { deliveriesOf, expandAll, follow, reachedBy, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { expandFanOuts } from "./expand.ts";

withDatabase();

/** An outage of the API, told to whoever wants to know. */
async function outage(given: object = {}) {
  const world = await incidentWorld();
  const open = (more: object = {}) =>
    world.open({ body: "We look into it.", components: { [world.api]: "major_outage" }, ...given, ...more });
  return { ...world, open };
}
const fanOutOf = async (pageId: string) =>
  (
    await pool().query(
      "select kind, recipients, expanded_at is not null as done, plan from fan_outs where page_id = $1 order by event_id",
      [pageId],
    )
  ).rows;
const openEvents = async (pageId: string) =>
  (await pool().query("select 1 from outbox where page_id = $1 and handled_at is null", [pageId])).rowCount;

/** Ends the connection of a batch while it writes its deliveries, as the death of its worker does. */
async function cutInBatch(batch: () => Promise<unknown>): Promise<void> {
  const killer = new pg.Client(databaseUrl());
  await killer.connect();
  await killer.query("begin");
  await killer.query("lock table deliveries in exclusive mode");
  const cut = expect(batch()).rejects.toThrow();
  const waiting =
    "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  const pids = async () => (await killer.query<{ pid: number }>(waiting)).rows;
  await expect.poll(async () => (await pids()).length).toBe(1);
  await killer.query("select pg_terminate_backend($1)", [(await pids())[0]!.pid]);
  await cut;
  await killer.query("rollback");
  await killer.end();
}

describe("telling what happened", () => {
  it("makes one delivery for each active subscriber, as old as the event and due at once", async () => {
    const { pageId, open } = await outage();
    const id = await subscribe(pageId);
    for (const state of ["pending", "quarantined", "unsubscribed"]) await subscribe(pageId, { state });
    await subscribe((await outage()).pageId);
    await open();
    const now = Date.now();
    expect(await expandAll(now)).toBe(1);
    const [delivery, ...others] = await deliveriesOf(pageId);
    expect(others).toEqual([]);
    expect(delivery).toMatchObject({
      event: "incident.opened",
      recipient: id,
      state: "pending",
      isHeldQuiet: false,
    });
    expect(delivery!.dueAt).toBe(now);
    const { rows } = await pool().query("select event_at from fan_outs where page_id = $1", [pageId]);
    expect(delivery!.expiresAt).toBe(rows[0].event_at.getTime() + MAX_AGE_MS.email);
    expect(await fanOutOf(pageId)).toMatchObject([{ recipients: 1, done: true, kind: "incident.opened" }]);
    expect(await openEvents(pageId)).toBe(0);
  });

  it("tells nobody who confirmed after the event", async () => {
    const { pageId, open } = await outage();
    await open();
    await subscribe(pageId, { confirmed_at: new Date(Date.now() + 1_000) });
    await subscribe(pageId, { confirmed_at: null });
    expect(await expandAll()).toBe(0);
  });

  it("goes by kinds, components, groups, floors and followed incidents", async () => {
    const world = await incidentWorld();
    const { pageId } = world;
    const group = await makeGroup(pageId);
    const grouped = await makeComponent(pageId, { groupId: group, isManual: true });
    const other = await makeComponent(pageId, { isManual: true });
    const { id: incidentId } = await world.open({
      body: "We look into it.",
      components: { [grouped]: "partial_outage" },
    });
    const names = new Map<string, string>();
    const make = async (name: string, columns: Parameters<typeof subscribe>[1]) => {
      const id = await subscribe(pageId, columns);
      names.set(id, name);
      return id;
    };
    await make("everything", {});
    await make("its component", { component_ids: [other, grouped] });
    await make("its group", { group_ids: [group] });
    await make("another component", { component_ids: [other] });
    await make("maintenance only", { kinds: ["maintenance"] });
    await make("floor reached", { min_impact: 2 });
    await make("floor above", { min_impact: 3 });
    await make("not the page", { follows_page: false });
    await follow(await make("this incident", { follows_page: false }), incidentId);
    await follow(await make("this and a component", { component_ids: [other], min_impact: 3 }), incidentId);
    await expandAll();
    const reached = (await reachedBy(pageId))["incident.opened"]!.map((id) => names.get(id));
    expect(reached.sort()).toEqual(
      [
        "everything",
        "its component",
        "its group",
        "floor reached",
        "this incident",
        "this and a component",
      ].sort(),
    );
  });

  it("tells an incident without components to everybody without a choice of components", async () => {
    const { pageId, open, api } = await incidentWorld();
    const all = await subscribe(pageId);
    await subscribe(pageId, { component_ids: [api] });
    await open({ body: "Something is wrong.", impact_override: "major" });
    await expandAll();
    expect(await reachedBy(pageId)).toEqual({ "incident.opened": [all] });
  });

  it("says by SMS that it begins and ends, and to a component's subscriber that it is concerned now", async () => {
    const { pageId, open, post, agents } = await outage();
    const [all, later] = [
      await subscribe(pageId, { channel: "sms" }),
      await subscribe(pageId, { channel: "sms", component_ids: [agents] }),
    ];
    const severe = await subscribe(pageId, { channel: "sms", min_impact: 3 });
    const { id } = await open({ components: { [agents]: "operational" }, impact_override: "minor" });
    await expandAll();
    await post(id, { body: "Still looking." }, 1);
    await expandAll();
    await post(id, { status: "resolved", body: "Done." }, 3);
    await expandAll();
    expect(await reachedBy(pageId)).toEqual({
      "incident.opened": [all, later].sort(),
      "incident.resolved": [all, later].sort(),
    });
    expect(severe).toBeDefined();
  });

  it("gives a first notice by SMS when a component is added and when a floor is crossed, once", async () => {
    const { pageId, open, post, api, agents } = await incidentWorld();
    const added = await subscribe(pageId, { channel: "sms", component_ids: [agents] });
    const both = await subscribe(pageId, { channel: "sms", component_ids: [api, agents] });
    const severe = await subscribe(pageId, { channel: "sms", min_impact: 3 });
    const { id } = await open({ body: "Slow.", components: { [api]: "degraded_performance" } });
    await expandAll();
    await post(id, { body: "Worse.", components: { [agents]: "major_outage" } }, 1);
    await expandAll();
    await post(id, { body: "Still bad." }, 2);
    await expandAll();
    expect(await reachedBy(pageId)).toEqual({
      "incident.opened": [both],
      "incident.updated": [added, severe].sort(),
    });
  });

  it("lets a newer word take the place of an older one that waits, not of one that is being sent", async () => {
    const { pageId, open, post } = await outage();
    const [waits, isSent, lapsed] = [
      await subscribe(pageId),
      await subscribe(pageId),
      await subscribe(pageId),
    ];
    const { id } = await open();
    await expandAll();
    const lease = (recipient: string, ms: number) =>
      pool().query("update deliveries set lease_owner = 'w', lease_until = $2 where recipient_id = $1", [
        recipient,
        new Date(Date.now() + ms),
      ]);
    await lease(isSent, 15_000);
    await lease(lapsed, -1);
    await post(id, { status: "resolved", body: "Done." }, 1);
    await expandAll();
    const opened = (await deliveriesOf(pageId)).filter(({ event }) => event === "incident.opened");
    expect(Object.fromEntries(opened.map(({ recipient, state }) => [recipient, state]))).toEqual({
      [waits]: "collapsed",
      [lapsed]: "collapsed",
      [isSent]: "pending",
    });
    expect(opened.find(({ recipient }) => recipient === waits)?.reason).toBe("superseded");
    const resolved = (await deliveriesOf(pageId)).filter(({ event }) => event === "incident.resolved");
    expect(resolved.map(({ state }) => state)).toEqual(["pending", "pending", "pending"]);
  });

  it("leaves other incidents of the same recipient alone", async () => {
    const { pageId, open, post } = await outage();
    await subscribe(pageId);
    const [a] = [await open(), await open({ name: "Another" })];
    await expandAll();
    await post(a.id, { body: "Still looking." }, 1);
    await expandAll();
    expect((await deliveriesOf(pageId)).map(({ state }) => state)).toEqual([
      "collapsed",
      "pending",
      "pending",
    ]);
  });

  it("says nothing of drafts, edits, what asks for silence, and what was taken back meanwhile", async () => {
    const { pageId, open, edit, unpublish } = await outage();
    await subscribe(pageId);
    await open({ draft: true });
    await open({ deliver_notifications: false });
    const told = await open();
    const taken = await open();
    await edit(told.id, { name: "Slower answers" }, 1);
    await unpublish(taken.id, 2);
    expect(await expandAll()).toBe(1);
    expect(await openEvents(pageId)).toBe(0);
  });

  it("never tells of private components, nor to their subscribers that they are concerned", async () => {
    const world = await incidentWorld();
    const hidden = await makeComponent(world.pageId, { isManual: true, published: false });
    await subscribe(world.pageId, { component_ids: [hidden] });
    const open = await subscribe(world.pageId, { component_ids: [world.api] });
    const components = { [world.api]: "degraded_performance", [hidden]: "major_outage" };
    await world.open({ body: "Slow.", components });
    await world.open({ body: "Dark.", components: { [hidden]: "major_outage" } });
    await expandAll();
    expect(Object.values(await reachedBy(world.pageId)).flat()).toEqual([open]);
  });
});

describe("expanding in batches", () => {
  it("goes on where it was cut off: nobody is lost, nobody is told twice", async () => {
    const { pageId, open } = await outage();
    const ids = await Promise.all(Array.from({ length: 23 }, () => subscribe(pageId)));
    await open();
    expect(await expandFanOuts(Date.now(), { firstBatch: 3, batch: 5 })).toEqual({ made: 3, isDone: false });
    await cutInBatch(() => expandFanOuts(Date.now(), { firstBatch: 3, batch: 5 }));
    expect(await deliveriesOf(pageId)).toHaveLength(3);
    expect(await expandFanOuts(Date.now(), { firstBatch: 3, batch: 5 })).toEqual({ made: 5, isDone: false });
    await expandAll(Date.now(), { batch: 5 });
    expect((await reachedBy(pageId))["incident.opened"]).toEqual(ids.sort());
    expect(await fanOutOf(pageId)).toMatchObject([{ recipients: 23, done: true }]);
  });

  it("keeps the order of events with several workers at it, and tells each of them once", async () => {
    const { pageId, open, post } = await outage();
    const ids = await Promise.all(Array.from({ length: 12 }, () => subscribe(pageId)));
    const { id } = await open();
    await post(id, { body: "Still looking." }, 1);
    await post(id, { status: "resolved", body: "Done." }, 2);
    const work = async () => {
      while ((await openEvents(pageId))! > 0) await expandFanOuts(Date.now(), { firstBatch: 2, batch: 3 });
    };
    await Promise.all([work(), work(), work()]);
    const rows = await deliveriesOf(pageId);
    expect(rows).toHaveLength(36);
    const created = await pool().query("select event_id from deliveries where page_id = $1 order by id", [
      pageId,
    ]);
    const events = created.rows.map(({ event_id }) => event_id);
    expect(events).toEqual(events.toSorted((a, b) => Number(a) - Number(b)));
    const pending = rows.filter(({ state }) => state === "pending");
    expect(pending.map(({ event, recipient }) => [event, recipient])).toEqual(
      ids.sort().map((recipient) => ["incident.resolved", recipient]),
    );
  });
});
