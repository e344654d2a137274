import { describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { inTx } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { DAY, HOUR, iso, MINUTE, T, windowWorld } from "#lib/testing/maintenance/windows.ts";
import { startMaintenance } from "#lib/usecases/maintenance/start.ts";
import { readDueWindows, readNextMoment, readWindowsToRemind } from "./due.ts";
import { countOpenWindows, insertNotice, readNeighbours } from "./notices.ts";
import { insertReminders, readReminded } from "./reminders.ts";
import {
  countSeries,
  insertSeries,
  listSeriesRows,
  lockSeries,
  lockUntouched,
  readActiveSeries,
  readOccurrences,
  readSeries,
  saveSeries,
} from "./series.ts";

withDatabase();
const START = T + DAY;
const END = START + 2 * HOUR;

const dueAt = async (pageId: string, now: number) =>
  (await readDueWindows(pool(), now)).filter((due) => due.pageId === pageId).map(({ id }) => id);
const toRemindAt = async (pageId: string, now: number) =>
  (await readWindowsToRemind(pool(), now)).filter((due) => due.pageId === pageId).map(({ id }) => id);
const set = (id: string, data: object) => prisma().incident.update({ where: { id }, data });

describe("readDueWindows", () => {
  it("names windows whose start has come, and those whose end has, from the millisecond on", async () => {
    const { pageId, write, schedule } = await windowWorld();
    const { id } = await schedule();
    expect(await dueAt(pageId, START - 1)).toEqual([]);
    expect(await dueAt(pageId, START)).toEqual([id]);
    await startMaintenance(write, id, {}, START);
    expect(await dueAt(pageId, END - 1)).toEqual([]);
    expect(await dueAt(pageId, END)).toEqual([id]);
    await set(id, { status: "verifying" });
    expect(await dueAt(pageId, END)).toEqual([id]);
  });

  it.each<[string, object]>([
    ["a draft", { publishedAt: null }],
    ["one that was taken back", { unpublishedAt: new Date(T) }],
    ["a cancelled one", { cancelledAt: new Date(T) }],
    ["one that is over", { resolvedAt: new Date(T), status: "completed" }],
    ["one that starts by hand", { startsItself: false }],
    ["one that ends by hand", { status: "in_progress", endsItself: false }],
  ])("leaves out %s", async (_title, data) => {
    const { pageId, schedule } = await windowWorld();
    const { id } = await schedule();
    await set(id, data);
    expect(await dueAt(pageId, END)).toEqual([]);
  });
});

describe("readWindowsToRemind and readNextMoment", () => {
  it("know each reminder of a start once", async () => {
    const far = T + 500 * DAY;
    const { pageId, schedule } = await windowWorld();
    const times = { scheduled_for: iso(far + DAY), scheduled_until: iso(far + DAY + HOUR) };
    const { id } = await schedule({ ...times, remind_minutes: [120, 60] });
    expect(await toRemindAt(pageId, far + DAY - 2 * HOUR - 1)).toEqual([]);
    expect(await readNextMoment(pool(), far)).toBe(far + DAY - 2 * HOUR);
    expect(await toRemindAt(pageId, far + DAY - 2 * HOUR)).toEqual([id]);
    await inTx((tx) => insertReminders(tx, id, far + DAY, [120], far));
    expect(await toRemindAt(pageId, far + DAY - 2 * HOUR)).toEqual([]);
    expect(await toRemindAt(pageId, far + DAY - HOUR)).toEqual([id]);
    expect(await inTx((tx) => readReminded(tx, id, far + DAY))).toEqual(new Set([120]));
    expect(await inTx((tx) => readReminded(tx, id, far + 2 * DAY))).toEqual(new Set());
    await expect(inTx((tx) => insertReminders(tx, id, far + DAY, [120], far))).rejects.toThrow();
    expect(await toRemindAt(pageId, far + DAY)).toEqual([]);
  });

  it("do not remind of what readers were told of later", async () => {
    const { pageId, schedule } = await windowWorld();
    const { id } = await schedule();
    await prisma().maintenanceNotice.updateMany({
      where: { incidentId: id },
      data: { noticeAt: new Date(START - 30 * MINUTE) },
    });
    expect(await toRemindAt(pageId, START - 20 * MINUTE)).toEqual([]);
  });
});

describe("notices", () => {
  it("count their versions", async () => {
    const { schedule } = await windowWorld();
    const window = await schedule();
    const times = { scheduledFor: START + HOUR, scheduledUntil: END + HOUR };
    await inTx((tx) => insertNotice(tx, window, times, T + HOUR));
    const rows = await prisma().maintenanceNotice.findMany({ where: { incidentId: window.id } });
    expect(rows.map(({ version, noticeAt }) => [version, noticeAt.getTime() - T]).sort()).toEqual([
      [1, 0],
      [2, HOUR],
    ]);
  });

  it("tell the neighbours of a window on its own page", async () => {
    const { pageId, api, agents, schedule } = await windowWorld();
    const other = await windowWorld();
    await other.schedule();
    const { id } = await schedule();
    const near = (from: number, until: number, componentIds: string[], own: string | null = null) =>
      inTx((tx) =>
        readNeighbours(tx, pageId, { id: own, scheduledFor: from, scheduledUntil: until, componentIds }),
      );
    expect(await near(START, END, [api])).toEqual([
      { id, name: "Database", scheduledFor: START, scheduledUntil: END, componentIds: [api] },
    ]);
    expect(await near(START, END, [api], id)).toEqual([]);
    expect(await near(START, END, [agents])).toEqual([]);
    expect(await near(END, END + HOUR, [api])).toEqual([]);
    expect(await inTx((tx) => countOpenWindows(tx, pageId))).toBe(1);
  });
});

describe("series", () => {
  const fields = {
    name: "Nightly",
    body: "",
    translations: {},
    componentIds: [],
    rrule: "FREQ=DAILY",
    startsAt: "2026-12-01T02:00",
    durationMinutes: 60,
    noticeHours: 168,
    remindMinutes: [60],
    startsItself: true,
    endsItself: true,
  };
  const ids = { n: 0 };
  const insert = (pageId: string) => {
    const id = `series${String(++ids.n).padStart(6, "0")}`;
    return inTx((tx) => insertSeries(tx, { id, pageId }, fields, T + ids.n));
  };

  it("are read as they were written, by their page alone", async () => {
    const [one, other] = [await windowWorld(), await windowWorld()];
    const series = await insert(one.pageId);
    expect(series).toMatchObject({ ...fields, pageId: one.pageId, revision: 1, archivedAt: null });
    expect(await readSeries(one.pageId, series.id)).toEqual(series);
    expect(await readSeries(other.pageId, series.id)).toBeNull();
    expect(await inTx((tx) => lockSeries(tx, other.pageId, series.id))).toBeNull();
    const active = (await readActiveSeries(pool())).filter(({ pageId }) => pageId === one.pageId);
    expect(active).toEqual([{ ...series, timeZone: "Asia/Seoul" }]);
  });

  it("grow their revision, and leave the lists when they are archived", async () => {
    const { pageId } = await windowWorld();
    const [first, second] = [await insert(pageId), await insert(pageId)];
    const saved = await inTx((tx) => saveSeries(tx, first.id, { name: "Weekly" }, T + DAY));
    expect(saved).toMatchObject({ name: "Weekly", revision: 2, updatedAt: T + DAY });
    expect((await listSeriesRows(pageId, { skip: 0, take: 10 })).map(({ id }) => id)).toEqual([
      first.id,
      second.id,
    ]);
    expect((await listSeriesRows(pageId, { skip: 1, take: 1 })).map(({ id }) => id)).toEqual([second.id]);
    await inTx((tx) => saveSeries(tx, first.id, { archivedAt: T }, T));
    expect(await inTx((tx) => countSeries(tx, pageId))).toBe(1);
    expect(await readSeries(pageId, first.id)).toBeNull();
  });

  it("know the dates that a window stands for, and the windows that nobody has touched", async () => {
    const { pageId, schedule } = await windowWorld();
    const series = await insert(pageId);
    const made: string[] = [];
    for (const days of [0, 1, 2]) {
      const times = { scheduled_for: iso(START + days * DAY), scheduled_until: iso(END + days * DAY) };
      const { id } = await schedule(times);
      await set(id, {
        seriesId: series.id,
        occurrenceAt: new Date(START + days * DAY),
        isAttended: days === 1,
      });
      made.push(id);
    }
    expect(await readOccurrences(prisma(), series.id, START + 1)).toEqual(
      new Set([START + DAY, START + 2 * DAY]),
    );
    const untouched = () => inTx((tx) => lockUntouched(tx, pageId, series.id));
    expect(await untouched()).toEqual([made[0], made[2]]);
    await set(made[0]!, { cancelledAt: new Date(T) });
    expect(await untouched()).toEqual([made[2]]);
    await set(made[2]!, { status: "in_progress" });
    expect(await untouched()).toEqual([]);
    await expect(set(made[1]!, { seriesId: series.id, occurrenceAt: new Date(START) })).rejects.toThrow();
  });
});
