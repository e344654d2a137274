import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { newIncident } from "#lib/domain/incidents/input.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { eventsOf, HOUR, iso, MINUTE } from "#lib/testing/maintenance/windows.ts";
import { newPage, operatorScope } from "#lib/testing/manage/world.ts";
import { spawnWorker, until, type WorkerProcess } from "#lib/testing/worker-process.ts";
import { openIncident } from "#lib/usecases/incidents/open.ts";
import { readIncident } from "#lib/usecases/incidents/read.ts";
import { createSeries } from "#lib/usecases/maintenance-series/create.ts";
import { readSnapshot } from "#lib/usecases/snapshot/read.ts";

const database = withDatabase();
const running: WorkerProcess[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.kill("SIGKILL")));
});
function work(): WorkerProcess {
  const worker = spawnWorker(database.url());
  running.push(worker);
  return worker;
}
const ready = (worker: WorkerProcess) =>
  until(async () => worker.log.some((line) => line.includes("worker runs")), 60_000);

// Real processes on a shared machine: starting one takes a second or several.
vi.setConfig({ testTimeout: 120_000 });

const PUNCTUAL_MS = 1_000;

async function world() {
  const pageId = await newPage();
  const write = operatorScope("incidents:write", pageId);
  const read = operatorScope("page:read", pageId);
  const schedule = (from: number, until: number, more: object = {}) => {
    const times = { scheduled_for: iso(from), scheduled_until: iso(until) };
    return openIncident(write, newIncident.parse({ name: "Window", ...times, ...more }), Date.now());
  };
  const count = async (kind: string) =>
    (await eventsOf(pageId)).filter((event) => event.kind === kind).length;
  const status = async (id: string) => (await readIncident(read, id)).status;
  return { pageId, write, read, schedule, count, status };
}

describe("the worker and maintenance", () => {
  it("starts and ends a window within a second of its time, once, with two workers", async () => {
    const { pageId, read, schedule, count, status } = await world();
    const workers = [work(), work()];
    await Promise.all(workers.map(ready));
    const from = Date.now() + 4_000;
    // A window lasts at least a minute: this one is shortened behind the product's back, and then runs for four seconds.
    const { id } = await schedule(from, from + MINUTE);
    const end = new Date(from + 4_000);
    await prisma().incident.update({ where: { id }, data: { scheduledUntil: end } });
    await prisma().maintenanceNotice.updateMany({ where: { incidentId: id }, data: { scheduledUntil: end } });
    await until(async () => (await status(id)) === "completed", 30_000);
    await sleep(1_500);
    const { updates } = await readIncident(read, id);
    const late = updates
      .filter(({ isAutomatic }) => isAutomatic)
      .map(({ createdAt, displayAt }) => createdAt - displayAt);
    expect(late).toHaveLength(2);
    for (const ms of late) expect(ms).toBeLessThan(PUNCTUAL_MS);
    expect([await count("maintenance.started"), await count("maintenance.completed")]).toEqual([1, 1]);
    const shown = await until(async () => {
      const snapshot = await readSnapshot(pageId);
      return snapshot?.maintenances[0]?.status === "completed" && snapshot;
    });
    expect(shown.maintenances[0]?.resolvedAt).toBe(end.toISOString());
  });

  it("starts late windows once although it was killed in between, and skips what is over", async () => {
    const { schedule, count, status } = await world();
    const now = Date.now();
    const first = work();
    await ready(first);
    const soon = await schedule(now + HOUR, now + 2 * HOUR);
    const over = await schedule(now + HOUR, now + 2 * HOUR, { confirm: ["overlap"] });
    await first.kill("SIGKILL");
    // The times come while no worker runs.
    const move = (id: string, scheduledFor: number, scheduledUntil: number) =>
      prisma().incident.update({
        where: { id },
        data: { scheduledFor: new Date(scheduledFor), scheduledUntil: new Date(scheduledUntil) },
      });
    await move(soon.id, now - 1_000, now + HOUR);
    await move(over.id, now - HOUR, now - 1_000);
    // Killed and started again and again, now and then in the middle of its work.
    for (let i = 0; i < 4; i++) {
      const worker = work();
      await ready(worker);
      await sleep(i * 60);
      await worker.kill("SIGKILL");
    }
    await ready(work());
    await until(async () => (await status(soon.id)) === "in_progress");
    await until(async () => (await status(over.id)) === "completed");
    await sleep(1_000);
    expect([await count("maintenance.started"), await count("maintenance.completed")]).toEqual([1, 1]);
  });

  it("reminds, and makes the windows of a series, without being asked", async () => {
    const { read, write, pageId, schedule, count } = await world();
    const now = Date.now();
    await schedule(now + 2 * HOUR, now + 3 * HOUR, { remind_minutes: [60] });
    await prisma().incident.updateMany({
      where: { pageId },
      data: { scheduledFor: new Date(now + HOUR + 3_000) },
    });
    await ready(work());
    await until(async () => (await count("maintenance.reminded")) === 1);
    const local = new Date(now).toISOString().slice(0, 10);
    const { id } = await createSeries(
      write,
      { name: "Daily", rrule: "FREQ=DAILY", starts_at: `${local}T02:00`, duration_minutes: 30 },
      now,
    );
    const made = await until(async () => {
      const rows = await prisma().incident.findMany({ where: { seriesId: id } });
      return rows.length === 7 && rows;
    });
    expect((await readIncident(read, made[0]!.id)).origin).toBe("series");
    expect(await count("maintenance.reminded")).toBe(1);
  });
});
