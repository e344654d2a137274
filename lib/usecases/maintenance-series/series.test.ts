import { beforeEach, describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { eventsOf, noticesOf } from "#lib/testing/maintenance/windows.ts";
import { call, newWorld, operatorScope, written } from "#lib/testing/manage/world.ts";
import { editIncident } from "../incidents/edit.ts";
import { listIncidents, readIncident } from "../incidents/read.ts";
import { advanceMaintenance } from "../maintenance/advance.ts";
import { cancelMaintenance } from "../maintenance/cancel.ts";
import { archiveSeries } from "./archive.ts";
import { materialiseSeries } from "./materialise.ts";
import { updateSeries } from "./update.ts";

withDatabase();
// Tests share the tables: the rounds of one must not make the windows of another.
beforeEach(async () => {
  await prisma().maintenanceSeries.updateMany({ data: { archivedAt: new Date() } });
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Noon in Seoul: the next 02:00 lies 14 hours ahead. */
const T = Date.parse(`${new Date().toISOString().slice(0, 10)}T03:00:00Z`) + DAY;
const NEXT = T + 14 * HOUR;
const LOCAL = new Date(T).toISOString().slice(0, 10);
const iso = (at: number) => new Date(at).toISOString();

const series = (fields: object = {}) => ({
  series: {
    name: "정기 점검",
    body: "매일 새벽에 점검합니다.",
    translations: { en: { name: "Regular maintenance", body: "Every night." } },
    rrule: "FREQ=DAILY",
    starts_at: `${LOCAL}T02:00`,
    duration_minutes: 60,
    notice_hours: 72,
    ...fields,
  },
});

async function world() {
  const made = await newWorld();
  const component = { component: { name: "Database" } };
  const { body } = await call("POST", `${made.base}/components`, { token: made.owner, json: component });
  const componentId = String(body.id);
  const path = `${made.base}/maintenance-series`;
  const create = async (fields: object = {}) => {
    const json = series({ component_ids: [componentId], ...fields });
    return await call("POST", path, { token: made.owner, json });
  };
  const read = operatorScope("page:read", made.pageId);
  const write = operatorScope("incidents:write", made.pageId);
  const windows = async () => await listIncidents(read, { kind: "maintenance", phase: "upcoming" });
  return { ...made, componentId, path, create, read, write, windows };
}
const startsOf = (windows: { maintenance: { scheduledFor: number } | null }[]) =>
  windows.map(({ maintenance }) => (maintenance!.scheduledFor - NEXT) / DAY);
const paths = (body: unknown) => (body as { errors: { path: string }[] }).errors.map(({ path }) => path);

describe("maintenance-series", () => {
  it("is kept with its rule in canonical form, and told to readers of the page", async () => {
    const { create, path, reader, stranger, pageId } = await world();
    const { status, body } = await create({ rrule: "rrule:byday=1fr;freq=monthly" });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      rrule: "FREQ=MONTHLY;BYDAY=1FR",
      starts_at: `${LOCAL}T02:00`,
      duration_minutes: 60,
      notice_hours: 72,
      remind_minutes: [60],
      scheduled_auto_in_progress: true,
      revision: 1,
    });
    expect((await call("GET", path, { token: reader })).body).toEqual([body]);
    expect((await call("GET", `${path}/${body.id}`, { token: reader })).body).toEqual(body);
    expect((await call("GET", `${path}/${body.id}`, { token: stranger })).status).toBe(404);
    const { actions, events } = await written(pageId);
    expect([actions.at(-1), events.at(-1)]).toEqual([
      "maintenance_series.create",
      "maintenance_series.changed",
    ]);
  });

  it.each<[string, object, string[]]>([
    ["a rule that is none", { rrule: "every friday" }, ["series.rrule"]],
    ["a rule that yields nothing", { rrule: "FREQ=DAILY;UNTIL=20200101" }, ["series.rrule"]],
    ["a rule that is too dense", { rrule: "FREQ=MINUTELY" }, ["series.rrule"]],
    ["windows that overlap", { duration_minutes: 2_000 }, ["series.rrule"]],
    ["a time of day that is none", { starts_at: "2026-12-01T25:00" }, ["series.starts_at"]],
    ["an instant instead of a local time", { starts_at: "2026-12-01T02:00:00Z" }, ["series.starts_at"]],
    ["a week too long", { duration_minutes: 10_081 }, ["series.duration_minutes"]],
    ["components of others", { component_ids: ["nosuchcompon"] }, ["series.component_ids.0"]],
    ["too many reminders", { remind_minutes: [1, 2, 3, 4, 5, 6] }, ["series.remind_minutes"]],
  ])("refuses %s with its path", async (_title, fields, expected) => {
    const { create } = await world();
    const { status, body } = await create(fields);
    expect([status, paths(body)]).toEqual([422, expected]);
  });

  it("is written by people of incidents only", async () => {
    const { create, path, reader, stranger, owner } = await world();
    const { body } = await create();
    for (const [token, status] of [
      [reader, 403],
      [stranger, 404],
    ] as const) {
      expect((await call("POST", path, { token, json: series() })).status).toBe(status);
      const sent = { token, json: { series: { name: "x" } } };
      expect((await call("PATCH", `${path}/${body.id}`, sent)).status).toBe(status);
      expect((await call("POST", `${path}/${body.id}/archive`, sent)).status).toBe(status);
    }
    const other = await world();
    expect((await call("GET", `${other.path}/${body.id}`, { token: other.owner })).status).toBe(404);
    expect((await call("GET", `${path}/${body.id}`, { token: owner })).status).toBe(200);
  });

  it("previews the next dates in the page's zone and stores nothing", async () => {
    const { path, reader, pageId } = await world();
    // The clocks of New York go forward on the second Sunday of March, at 2: half past is an hour that does not exist.
    const year = new Date().getUTCFullYear() + 1;
    const sunday = (7 - new Date(Date.UTC(year, 2, 1)).getUTCDay()) % 7;
    const [before, after] = [
      `${year}-03-0${1 + sunday}`,
      new Date(Date.UTC(year, 2, 8 + sunday)).toISOString().slice(0, 10),
    ];
    const json = {
      series: { rrule: "FREQ=WEEKLY", starts_at: `${before}T02:30`, duration_minutes: 30, count: 2 },
    };
    await prisma().page.update({ where: { id: pageId }, data: { timeZone: "America/New_York" } });
    const { status, body } = await call("POST", `${path}/preview`, { token: reader, json });
    expect(status).toBe(200);
    expect(body).toEqual({
      rrule: "FREQ=WEEKLY",
      time_zone: "America/New_York",
      dates: [
        { starts_at: `${before}T07:30:00.000Z`, ends_at: `${before}T08:00:00.000Z` },
        { starts_at: `${after}T07:30:00.000Z`, ends_at: `${after}T08:00:00.000Z` },
      ],
    });
    const wrong = { series: { ...json.series, rrule: "FREQ=SECONDLY" } };
    const refused = await call("POST", `${path}/preview`, { token: reader, json: wrong });
    expect([refused.status, paths(refused.body)]).toEqual([422, ["series.rrule"]]);
    expect((await written(pageId)).actions).toEqual(["component.create"]);
  });
});

describe("materialiseSeries", () => {
  it("announces the windows of the notice, each once, as windows of their own", async () => {
    const { create, windows, componentId, pageId } = await world();
    const { body } = await create();
    await Promise.all([materialiseSeries(T), materialiseSeries(T), materialiseSeries(T)]);
    await materialiseSeries(T);
    const made = await windows();
    expect(startsOf(made)).toEqual([0, 1, 2]);
    expect(made[0]).toMatchObject({
      name: "정기 점검",
      translations: { en: { name: "Regular maintenance" } },
      origin: "series",
      originId: body.id,
      isAttended: false,
      publishedAt: T,
      components: [{ componentId, state: "under_maintenance" }],
      maintenance: { seriesId: body.id, occurrenceAt: NEXT, scheduledUntil: NEXT + HOUR },
      updates: [{ body: "매일 새벽에 점검합니다.", translations: { en: { body: "Every night." } } }],
    });
    const scheduled = (await eventsOf(pageId)).filter(({ kind }) => kind === "maintenance.scheduled");
    expect(scheduled).toHaveLength(3);
    await materialiseSeries(T + DAY);
    expect(startsOf(await windows())).toEqual([0, 1, 2, 3]);
  });

  it("makes up for nothing that began while no worker ran", async () => {
    const { create, windows } = await world();
    await create({ notice_hours: 24 });
    await materialiseSeries(NEXT + 10 * DAY + 30 * 60_000);
    expect(startsOf(await windows())).toEqual([11]);
  });

  it("goes on although one page is in its way, and leaves archived components out", async () => {
    const { create, windows, componentId, base, owner } = await world();
    await create();
    await call("DELETE", `${base}/components/${componentId}`, { token: owner });
    await materialiseSeries(T);
    expect((await windows())[0]?.components).toEqual([]);
  });

  it("does not make again what was cancelled or taken", async () => {
    const { create, windows, write } = await world();
    await create();
    await materialiseSeries(T);
    const [first] = await windows();
    await cancelMaintenance(write, first!.id, {}, T + 1);
    await materialiseSeries(T + 2);
    expect(startsOf(await windows())).toEqual([1, 2]);
  });

  it("starts and ends its windows like any other", async () => {
    const { create, windows, read } = await world();
    await create();
    await materialiseSeries(T);
    const [first] = await windows();
    await advanceMaintenance(NEXT);
    await advanceMaintenance(NEXT + HOUR);
    expect((await readIncident(read, first!.id)).status).toBe("completed");
  });
});

describe("PATCH maintenance-series/{id}", () => {
  const made = async (fields: object = {}) => {
    const one = await world();
    const { body } = await one.create(fields);
    await materialiseSeries(T);
    return { ...one, id: String(body.id) };
  };

  it("moves the ends of announced windows with a new notice, and keeps them its own", async () => {
    const { id, write, windows } = await made();
    await updateSeries(write, id, { duration_minutes: 90 }, T + HOUR);
    const [first] = await windows();
    expect(first?.maintenance?.scheduledUntil).toBe(NEXT + 90 * 60_000);
    expect(await noticesOf(first!.id)).toHaveLength(2);
    expect(first).toMatchObject({ isAttended: false });
    expect(first?.updates[0]?.body).toContain("점검 시간이 변경되었습니다.");
    await materialiseSeries(T + HOUR);
    expect(startsOf(await windows())).toEqual([0, 1, 2]);
  });

  it("asks before it cancels windows whose date the rule no longer names", async () => {
    const { id, write, windows, pageId } = await made();
    const other = { starts_at: `${LOCAL}T04:00` };
    await expect(updateSeries(write, id, other, T)).rejects.toMatchObject({
      kind: "conflict",
      faults: [
        {
          path: "confirm.cancel",
          message: "3 announced windows are still to come and would be cancelled",
        },
      ],
    });
    await updateSeries(write, id, { ...other, confirm: ["cancel"] }, T + HOUR);
    await materialiseSeries(T + HOUR);
    const hours = (await windows()).map(({ maintenance }) => (maintenance!.scheduledFor - NEXT) / HOUR);
    expect(hours).toEqual([2, 26, 50]);
    const kinds = (await eventsOf(pageId)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "maintenance.cancelled")).toHaveLength(3);
    // And back again: the dates are free.
    await updateSeries(write, id, { starts_at: `${LOCAL}T02:00`, confirm: ["cancel"] }, T + 2 * HOUR);
    await materialiseSeries(T + 2 * HOUR);
    expect(startsOf(await windows())).toEqual([0, 1, 2]);
  });

  it("leaves what somebody has edited alone, and never makes it twice", async () => {
    const { id, write, windows } = await made();
    const [first] = await windows();
    await editIncident(write, first!.id, { scheduled_for: NEXT + HOUR / 2 }, T + HOUR);
    await updateSeries(write, id, { starts_at: `${LOCAL}T04:00`, confirm: ["cancel"] }, T + HOUR);
    await materialiseSeries(T + HOUR);
    const hours = (await windows()).map(({ maintenance }) => (maintenance!.scheduledFor - NEXT) / HOUR);
    expect(hours).toEqual([0.5, 2, 26, 50]);
  });

  it("keeps what readers were told when only its texts change", async () => {
    const { id, write, windows } = await made();
    await updateSeries(write, id, { name: "새 이름", notice_hours: 96 }, T + HOUR);
    await materialiseSeries(T + HOUR);
    expect((await windows()).map(({ name }) => name)).toEqual([
      "정기 점검",
      "정기 점검",
      "정기 점검",
      "새 이름",
    ]);
  });

  it("refuses an old revision with the newer one, and changes nothing that is the same", async () => {
    const { id, path, owner, pageId } = await made();
    const patch = (json: object) => call("PATCH", `${path}/${id}`, { token: owner, json: { series: json } });
    expect((await patch({ name: "B", revision: 1 })).body).toMatchObject({ name: "B", revision: 2 });
    expect((await patch({ name: "C", revision: 1 })).status).toBe(409);
    const before = await written(pageId);
    expect((await patch({ name: "B", revision: 2 })).body.revision).toBe(2);
    expect(await written(pageId)).toEqual(before);
  });
});

describe("POST maintenance-series/{id}/archive", () => {
  it("asks, cancels what nobody has touched, and makes nothing more", async () => {
    const { create, path, owner, windows, write, pageId } = await world();
    const { body } = await create();
    await materialiseSeries(T);
    const [first] = await windows();
    await editIncident(write, first!.id, { name: "A special one" }, T + 1);
    const archive = (json: object) =>
      call("POST", `${path}/${body.id}/archive`, { token: owner, json: { series: json } });
    const asked = await archive({});
    expect([asked.status, paths(asked.body)]).toEqual([409, ["confirm.cancel"]]);
    expect((await archive({ confirm: ["cancel"] })).status).toBe(204);
    expect((await windows()).map(({ name }) => name)).toEqual(["A special one"]);
    await materialiseSeries(T + DAY);
    expect(await windows()).toHaveLength(1);
    expect((await archive({ confirm: ["cancel"] })).status).toBe(404);
    const { actions } = await written(pageId);
    expect(actions.slice(-3)).toEqual([
      "maintenance_series.archive",
      "maintenance.cancelled",
      "maintenance.cancelled",
    ]);
  });

  it("asks nothing when nothing is announced", async () => {
    const { create, write } = await world();
    const { body } = await create();
    await archiveSeries(write, String(body.id), {}, T);
    expect(await prisma().maintenanceSeries.count({ where: { id: String(body.id), archivedAt: null } })).toBe(
      0,
    );
    await expect(updateSeries(write, String(body.id), { name: iso(T) }, T)).rejects.toThrow("not found");
  });
});
