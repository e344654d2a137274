import { describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { inTx, makeWorld } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor } from "#lib/testing/engine.ts";
import { saveComponents } from "./components.ts";
import { insertIncident } from "./incidents.ts";
import { readComponentFacts, readSilentMonitors } from "./overview.ts";
import { readHiddenIds, readPublicEvents, readToldIds } from "./told.ts";
import { insertUpdate } from "./updates.ts";

withDatabase();

const T = Date.UTC(2026, 10, 23, 3);
const MINUTE = 60_000;
const DAY = 86_400_000;
const WINDOW = {
  scheduledFor: T,
  scheduledUntil: T + 60 * MINUTE,
  startsItself: true,
  endsItself: true,
  notifiesAtStart: true,
  notifiesAtEnd: true,
  remindMinutes: [],
  seriesId: null,
  occurrenceAt: null,
  cancelledAt: null,
};

async function world() {
  const { page, component } = await makeWorld();
  const hidden = await makeComponent(page, { published: false });
  const open = (name: string, given: object = {}, window?: Partial<typeof WINDOW>) => {
    const fields = { name, startedAt: T, publishedAt: T, ...given };
    const whole = window && { ...WINDOW, ...window };
    return inTx((tx) => insertIncident(tx, page, fields, T, whole));
  };
  const concern = (incidentId: string, ...ids: string[]) =>
    inTx((tx) =>
      saveComponents(
        tx,
        incidentId,
        ids.map((componentId) => ({ componentId, state: "major_outage" })),
      ),
    );
  const namesOf = async (ids: string[]) =>
    (await readPublicEvents(pool(), page, ids)).map(({ name }) => name);
  return { page, component, hidden, open, concern, namesOf };
}

describe("readToldIds and readPublicEvents", () => {
  it("tell what is published, and neither drafts nor what was taken back or merged", async () => {
    const { page, open, namesOf } = await world();
    const ids = [
      await open("shown"),
      await open("draft", { publishedAt: null }),
      await open("taken back", { unpublishedAt: T }),
      await open("hello", { kind: "announcement", status: "monitoring", startedAt: T + 1 }),
    ];
    ids.push(await open("merged", { publishedAt: null, mergedIntoId: ids[0] }));
    expect(await namesOf(ids)).toEqual(["hello", "shown"]);
    expect(await namesOf(await readToldIds(pool(), page, 50))).toEqual(["hello", "shown"]);
    const { page: other } = await makeWorld();
    expect(await readPublicEvents(pool(), other, ids)).toEqual([]);
  });

  it("hide what concerns private components alone", async () => {
    const { page, component, hidden, open, concern, namesOf } = await world();
    await concern(await open("secret"), hidden);
    await concern(await open("both"), hidden, component);
    expect(await namesOf(await readToldIds(pool(), page, 50))).toEqual(["both"]);
    expect(await readHiddenIds(pool(), page)).toEqual(new Set([hidden]));
  });

  it("tell the newest, whatever is still open, the next windows and the last finished ones", async () => {
    const { page, open, namesOf } = await world();
    await open("still open", { startedAt: T - 9 * DAY });
    for (let i = 0; i < 4; i++) {
      await open(`past ${i}`, { startedAt: T - i * DAY, status: "resolved", resolvedAt: T });
      const kind = { kind: "maintenance", startedAt: T + (i + 1) * DAY };
      const to = { scheduledFor: T + (i + 1) * DAY, scheduledUntil: T + (i + 2) * DAY };
      await open(`next ${i}`, { ...kind, status: "scheduled" }, to);
      const from = { scheduledFor: T - (i + 1) * DAY + MINUTE, scheduledUntil: T - i * DAY };
      await open(`done ${i}`, { ...kind, status: "completed", resolvedAt: T }, from);
    }
    expect(await namesOf(await readToldIds(pool(), page, 2))).toEqual([
      "next 1",
      "next 0",
      "past 0",
      "done 0",
      "past 1",
      "done 1",
      "still open",
    ]);
  });

  it("carry updates newest first with their changes, and the newest notice of a window", async () => {
    const { page, component, open } = await world();
    const id = await open("window", { kind: "maintenance", status: "scheduled" }, {});
    const times = { scheduledFor: new Date(T), scheduledUntil: new Date(T + 1) };
    for (const version of [1, 2])
      await prisma().maintenanceNotice.create({
        data: { incidentId: id, version, ...times, noticeAt: new Date(T + version) },
      });
    const change = {
      componentId: component,
      oldState: "operational",
      newState: "under_maintenance",
    } as const;
    const said = { body: "x", translations: {}, deliverNotifications: true, isAutomatic: false };
    for (const [i, components] of [null, [change]].entries())
      await inTx((tx) =>
        insertUpdate(
          tx,
          { id, pageId: page },
          { ...said, status: "scheduled", displayAt: T + i, components, actorKind: "user", actorId: "x" },
          T,
        ),
      );
    const [event] = await readPublicEvents(pool(), page, [id]);
    expect(event).toMatchObject({ scheduledFor: T, scheduledUntil: T + 60 * MINUTE, noticeAt: T + 2 });
    expect(event!.updates).toMatchObject([
      { displayAt: T + 1, components: [change], earlier: [], editedAt: null },
      { displayAt: T, components: null },
    ]);
    expect(JSON.stringify(event)).not.toContain("actor");
  });
});

describe("readComponentFacts", () => {
  it("tells what each component of the page shows and rests on, private ones too", async () => {
    const { page, component, hidden } = await world();
    const baseline = { state: "operational", startedAt: new Date(T - DAY) } as const;
    await prisma().componentBaseline.create({ data: { componentId: component, ...baseline } });
    const claim = { pageId: page, componentId: component, startedAt: new Date(T) };
    await prisma().stateClaim.create({
      data: { id: `o${component}`, source: "override", state: "partial_outage", ...claim },
    });
    const ended = { endedAt: new Date(T + 1), state: "major_outage" } as const;
    await prisma().stateClaim.create({
      data: { id: `e${component}`, source: "incident", ...ended, ...claim },
    });
    const facts = new Map((await readComponentFacts(page, T + MINUTE)).map((fact) => [fact.id, fact]));
    expect([...facts.keys()].sort()).toEqual([component, hidden].sort());
    expect(facts.get(component)).toMatchObject({
      state: "partial_outage",
      baseline: "operational",
      baselineSince: T - DAY,
      isMeasured: true,
      override: { state: "partial_outage", since: T },
    });
    expect(facts.get(hidden)).toMatchObject({ state: "unknown", baseline: "unknown", override: null });
  });
});

describe("readSilentMonitors", () => {
  it("finds monitors that are on and of which nothing is known, the longest first", async () => {
    const { page, component } = await world();
    const make = async (createdAt: number, state?: "unknown" | "operational") => {
      const id = await makeMonitor(page, component);
      await prisma().monitor.update({ where: { id }, data: { createdAt: new Date(createdAt) } });
      const span = { monitorId: id, startedAt: new Date(T - 9 * MINUTE) };
      if (state) await prisma().monitorState.create({ data: { ...span, state } });
      return id;
    };
    await prisma().monitor.deleteMany({ where: { pageId: page } });
    const [never, lost] = [await make(T - DAY), await make(T - DAY, "unknown")];
    await make(T - DAY, "operational");
    await make(T - 80_000);
    const paused = await make(T - DAY);
    await prisma().monitor.update({ where: { id: paused }, data: { enabled: false } });
    expect((await readSilentMonitors(page, T)).map(({ monitorId, since }) => [monitorId, since])).toEqual([
      [never, T - DAY],
      [lost, T - 9 * MINUTE],
    ]);
  });
});
