import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { HOSTILE_TEXTS, inTx, makeWorld } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { dropComponents, readNameable, saveComponents, sayComponents } from "./components.ts";
import {
  deleteIncidentRows,
  insertIncident,
  lockIncident,
  readIncidentRow,
  saveIncident,
} from "./incidents.ts";
import { readIncidents } from "./lists.ts";
import { insertUpdate, keepRevision, saveUpdate } from "./updates.ts";

withDatabase();

const T = Date.UTC(2026, 10, 23, 3);
const WINDOW = { skip: 0, take: 100 };
const fields = { name: "Slow answers", startedAt: T };
const update = {
  status: "investigating",
  body: "We look into it.",
  translations: {},
  displayAt: T,
  deliverNotifications: true,
  components: null,
  isAutomatic: false,
  actorKind: "user",
  actorId: "x",
} as const;
const published = { ...fields, publishedAt: T };

describe("insertIncident, readIncidentRow and saveIncident", () => {
  it("keep every field, and the page's border", async () => {
    const { page, component, stranger } = await makeWorld();
    const whole = {
      ...published,
      translations: { en: { name: "Slow" } },
      earlierNames: [{ name: "Old", translations: {}, replacedAt: T - 1 }],
      priority: 2 as const,
      metadata: { jira: { id: "X-1" } },
      componentTimes: [
        { componentId: component, state: "major_outage" as const, startedAt: T - 9, endedAt: null },
      ],
      nextUpdateAt: T + 60_000,
      origin: "monitor" as const,
      originId: "m",
      isAttended: false,
      autoPublishAt: T + 1,
    };
    const id = await inTx((tx) => insertIncident(tx, page, whole, T));
    const read = await readIncidentRow(page, id);
    expect(read).toMatchObject({ ...whole, id, pageId: page, revision: 1, createdAt: T, updatedAt: T });
    expect(read).toMatchObject({ kind: "incident", status: "investigating", updates: [], components: [] });
    expect(await readIncidentRow(stranger.page, id)).toBeNull();
    expect(await inTx((tx) => lockIncident(tx, stranger.page, id))).toBeNull();
    const saved = await inTx(async (tx) => {
      const locked = (await lockIncident(tx, page, id))!;
      return await saveIncident(tx, locked, { resolvedAt: T + 5, nextUpdateAt: null }, T + 9);
    });
    expect(saved).toMatchObject({ resolvedAt: T + 5, nextUpdateAt: null, revision: 2, updatedAt: T + 9 });
    const quiet = await inTx((tx) =>
      saveIncident(tx, saved, { priority: null }, T + 99, { isPrivate: true }),
    );
    expect(quiet).toMatchObject({ priority: null, revision: 3, updatedAt: T + 9 });
  });

  it("keep a window with its notices", async () => {
    const { page } = await makeWorld();
    const window = {
      scheduledFor: T,
      scheduledUntil: T + 60_000,
      startsItself: true,
      endsItself: false,
      notifiesAtStart: true,
      notifiesAtEnd: false,
      remindMinutes: [60, 15],
      seriesId: null,
      occurrenceAt: null,
      cancelledAt: null,
    };
    const maintenance = { ...published, kind: "maintenance", status: "scheduled" } as const;
    const id = await inTx((tx) => insertIncident(tx, page, maintenance, T, window));
    const times = { scheduledFor: new Date(T), scheduledUntil: new Date(T + 60_000) };
    await prisma().maintenanceNotice.create({
      data: { incidentId: id, version: 1, ...times, noticeAt: new Date(T - 5) },
    });
    const read = (await readIncidentRow(page, id))!;
    expect(read.maintenance).toEqual({
      ...window,
      remindedAt: null,
      notices: [{ version: 1, scheduledFor: T, scheduledUntil: T + 60_000, noticeAt: T - 5 }],
    });
    const moved = await inTx((tx) =>
      saveIncident(tx, read, {}, T, { window: { scheduledUntil: T + 90_000, cancelledAt: T } }),
    );
    expect(moved.maintenance).toMatchObject({
      scheduledUntil: T + 90_000,
      cancelledAt: T,
      endsItself: false,
    });
  });

  it.each(HOSTILE_TEXTS)("carry %j unharmed", async (text) => {
    const { page } = await makeWorld();
    const id = await inTx((tx) => insertIncident(tx, page, { ...published, name: text }, T));
    await inTx((tx) => insertUpdate(tx, { id, pageId: page }, { ...update, body: text }, T));
    expect(await readIncidentRow(page, id)).toMatchObject({ name: text, updates: [{ body: text }] });
    expect(await readIncidents(page, { q: text }, WINDOW)).toHaveLength(1);
  });
});

describe("updates", () => {
  it("stand newest first, with their changes and what readers saw before, newest first", async () => {
    const { page, component } = await makeWorld();
    const id = await inTx((tx) => insertIncident(tx, page, published, T));
    const components = [
      { componentId: component, oldState: "operational", newState: "major_outage" },
    ] as const;
    await inTx((tx) => insertUpdate(tx, { id, pageId: page }, { ...update, components: [...components] }, T));
    const second = await inTx((tx) =>
      insertUpdate(tx, { id, pageId: page }, { ...update, displayAt: T + 5 }, T + 5),
    );
    for (const [i, body] of ["b", "c"].entries())
      await inTx(async (tx) => {
        const now = (await lockIncident(tx, page, id))!.updates[0]!;
        await keepRevision(tx, now, T + 10 + i);
        await saveUpdate(tx, second, { body, editedAt: T + 10 + i, displayAt: T + 6 + i }, T + 10 + i);
      });
    const { updates } = (await readIncidentRow(page, id))!;
    expect(updates).toMatchObject([
      {
        id: second,
        body: "c",
        displayAt: T + 7,
        editedAt: T + 11,
        components: null,
        earlier: [
          { body: "b", displayAt: T + 6, replacedAt: T + 11 },
          { body: update.body, displayAt: T + 5, replacedAt: T + 10 },
        ],
      },
      { components, editedAt: null, earlier: [], createdAt: T },
    ]);
    await inTx((tx) => saveUpdate(tx, second, { components: [...components] }, T));
    await inTx((tx) => saveUpdate(tx, second, { components: null }, T));
    expect((await readIncidentRow(page, id))!.updates[0]).toMatchObject({ components: null, updatedAt: T });
  });
});

describe("components of an incident", () => {
  it("are said, changed and dropped", async () => {
    const { page, component } = await makeWorld();
    const id = await inTx((tx) => insertIncident(tx, page, published, T));
    const changes = await inTx(async (tx) => {
      const incident = (await lockIncident(tx, page, id))!;
      return await sayComponents(tx, incident, { [component]: "major_outage" }, false);
    });
    expect(changes).toEqual([{ componentId: component, oldState: "operational", newState: "major_outage" }]);
    const stateOf = async () => (await readIncidentRow(page, id))!.components;
    expect(await stateOf()).toEqual([{ componentId: component, state: "major_outage" }]);
    await inTx((tx) => saveComponents(tx, id, []));
    await inTx((tx) => saveComponents(tx, id, [{ componentId: component, state: "operational" }]));
    expect(await stateOf()).toEqual([{ componentId: component, state: "operational" }]);
    const ended = await inTx(async (tx) =>
      sayComponents(tx, (await lockIncident(tx, page, id))!, undefined, true),
    );
    expect(ended).toBeNull();
    await inTx((tx) => dropComponents(tx, id, [component]));
    expect(await stateOf()).toEqual([]);
  });

  it("may be those of the page that are not archived", async () => {
    const { page, component, stranger } = await makeWorld();
    const wanted = [component, stranger.component, "zzzzzzzzzzzz"];
    expect(await inTx((tx) => readNameable(tx, page, wanted))).toEqual(new Set([component]));
    await prisma().component.update({ where: { id: component }, data: { archivedAt: new Date(T) } });
    expect(await inTx((tx) => readNameable(tx, page, wanted))).toEqual(new Set());
  });
});

describe("readIncidents", () => {
  it("sorts into phases", async () => {
    const { page } = await makeWorld();
    const make = (name: string, given: object, window?: Parameters<typeof insertIncident>[4]) =>
      inTx((tx) => insertIncident(tx, page, { ...published, name, ...given }, T, window));
    const times = { scheduledFor: T, scheduledUntil: T + 60_000, seriesId: null, occurrenceAt: null };
    const flags = { startsItself: true, endsItself: true, notifiesAtStart: true, notifiesAtEnd: true };
    const window = { ...times, ...flags, remindMinutes: [], cancelledAt: null };
    const kind = "maintenance";
    await make("draft", { publishedAt: null });
    const survivor = await make("open", { startedAt: T + 1 });
    await make("merged", { publishedAt: null, mergedIntoId: survivor });
    await make("resolved", { status: "resolved", resolvedAt: T });
    await make("taken back", { unpublishedAt: T });
    await make("later", { kind, status: "scheduled" }, { ...window, scheduledFor: T + 9_000 });
    await make("soon", { kind, status: "scheduled" }, window);
    await make("running", { kind, status: "in_progress" }, window);
    await make("cancelled", { kind, status: "scheduled" }, { ...window, cancelledAt: T });
    const names = async (filter: Parameters<typeof readIncidents>[1]) =>
      (await readIncidents(page, filter, WINDOW)).map(({ name }) => name);
    expect(await names({ phase: "draft" })).toEqual(["draft"]);
    expect((await names({ phase: "open" })).sort()).toEqual(["open", "running"]);
    expect(await names({ phase: "unresolved" })).toEqual(["open"]);
    expect(await names({ phase: "upcoming" })).toEqual(["soon", "later"]);
    expect((await names({ phase: "scheduled" })).sort()).toEqual(["later", "running", "soon"]);
    expect(await names({ phase: "active" })).toEqual(["running"]);
    expect((await names({ phase: "closed" })).sort()).toEqual(["cancelled", "resolved", "taken back"]);
    expect(await names({ startedFrom: T + 1 })).toEqual(["open"]);
    expect(await names({ startedUntil: T + 1, kind: "incident" })).toHaveLength(3);
    expect(await names({ ids: [survivor] })).toEqual(["open"]);
    expect(await names({})).toHaveLength(8);
    expect((await readIncidents(page, {}, { skip: 1, take: 2 })).length).toBe(2);
  });
});

describe("deleteIncidentRows", () => {
  it("leaves nothing of it behind, and its neighbour alone", async () => {
    const { page, component } = await makeWorld();
    const [id, other] = [
      await inTx((tx) => insertIncident(tx, page, fields, T)),
      await inTx((tx) => insertIncident(tx, page, fields, T)),
    ];
    for (const incidentId of [id, other])
      await inTx(async (tx) => {
        await insertUpdate(tx, { id: incidentId, pageId: page }, update, T);
        await saveComponents(tx, incidentId, [{ componentId: component, state: "operational" }]);
        await keepRevision(tx, (await lockIncident(tx, page, incidentId))!.updates[0]!, T);
      });
    await inTx((tx) => deleteIncidentRows(tx, id));
    expect(await readIncidentRow(page, id)).toBeNull();
    expect(await readIncidentRow(page, other)).toMatchObject({
      updates: [{ body: update.body }],
      components: [{ componentId: component }],
    });
  });
});
