import { describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import {
  claimsOf,
  DAY,
  eventsOf,
  HOUR,
  iso,
  MINUTE,
  T,
  windowWorld,
} from "#lib/testing/maintenance/windows.ts";
import { written } from "#lib/testing/manage/world.ts";
import { componentUptime } from "../components/uptime.ts";
import { postUpdate } from "../incidents/post.ts";
import { readIncident } from "../incidents/read.ts";
import { unpublishIncident } from "../incidents/unpublish.ts";
import { buildSnapshot } from "../snapshot/build.ts";
import { advanceMaintenance, nextMoment } from "./advance.ts";
import { completeMaintenance } from "./complete.ts";
import { startMaintenance } from "./start.ts";

withDatabase();
const START = T + DAY;
const END = START + 2 * HOUR;

type World = Awaited<ReturnType<typeof windowWorld>>;
const kindsOf = async (world: World) => (await eventsOf(world.pageId)).map(({ kind }) => kind);
const stateNow = async (world: World, now: number) =>
  (await buildSnapshot(world.pageId, now)).components.find(({ id }) => id === world.api)!.state;

describe("advanceMaintenance", () => {
  it("starts a window at its time and ends it at its time, with updates that say so", async () => {
    const world = await windowWorld();
    const { id } = await world.schedule();
    await advanceMaintenance(START - 1);
    expect((await readIncident(world.read, id)).status).toBe("scheduled");
    await advanceMaintenance(START + 200);
    const running = await readIncident(world.read, id);
    expect(running).toMatchObject({ status: "in_progress", startedAt: START, isAttended: true });
    expect(running.updates[0]).toMatchObject({
      status: "in_progress",
      displayAt: START,
      createdAt: START + 200,
      isAutomatic: true,
      actorKind: "system",
      deliverNotifications: true,
      components: [{ componentId: world.api, oldState: "operational", newState: "under_maintenance" }],
    });
    expect(running.updates[0]?.body).toContain("예정된 점검을 시작했습니다.");
    expect(await stateNow(world, START + HOUR)).toBe("under_maintenance");
    await advanceMaintenance(END + 300);
    const over = await readIncident(world.read, id);
    expect(over).toMatchObject({ status: "completed", resolvedAt: END });
    expect(over.components).toEqual([{ componentId: world.api, state: "operational" }]);
    expect(await claimsOf(id, START)).toEqual(["under_maintenance 0–120"]);
    expect(await stateNow(world, END + HOUR)).toBe("operational");
    expect(await kindsOf(world)).toEqual([
      "maintenance.scheduled",
      "maintenance.started",
      "maintenance.completed",
    ]);
    const { audits } = await written(world.pageId);
    expect(audits.map(({ action, actorKind, actorId }) => [action, actorKind, actorId])).toEqual([
      ["maintenance.schedule", "operator", "test"],
      ["maintenance.started", "system", "maintenance"],
      ["maintenance.completed", "system", "maintenance"],
    ]);
  });

  it("tells nobody where its author said so", async () => {
    const world = await windowWorld();
    await world.schedule({
      auto_transition_deliver_notifications_at_start: false,
      auto_transition_deliver_notifications_at_end: false,
    });
    await advanceMaintenance(START);
    await advanceMaintenance(END);
    expect((await eventsOf(world.pageId)).map((event) => event.deliver_notifications)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("leaves alone what starts and ends by hand", async () => {
    const world = await windowWorld();
    const { id } = await world.schedule({
      scheduled_auto_in_progress: false,
      scheduled_auto_completed: false,
    });
    await advanceMaintenance(START + HOUR);
    expect((await readIncident(world.read, id)).status).toBe("scheduled");
    await startMaintenance(world.write, id, {}, START + HOUR);
    await advanceMaintenance(END + HOUR);
    expect((await readIncident(world.read, id)).status).toBe("in_progress");
  });

  it("counts an overrun as what it is: the claim ends with the announced window", async () => {
    const world = await windowWorld();
    const { id } = await world.schedule({ scheduled_auto_completed: false });
    await advanceMaintenance(START);
    await prisma().componentBaseline.create({
      data: { componentId: world.api, startedAt: new Date(START), state: "major_outage" },
    });
    expect(await stateNow(world, END - 1)).toBe("under_maintenance");
    expect(await stateNow(world, END)).toBe("major_outage");
    await completeMaintenance(world.write, id, {}, END + HOUR);
    expect((await readIncident(world.read, id)).resolvedAt).toBe(END + HOUR);
    expect(await claimsOf(id, START)).toEqual(["under_maintenance 0–120"]);
    const { ms } = await componentUptime(
      world.read,
      world.api,
      { start: "2026-11-24", end: "2026-11-24" },
      END + HOUR,
    );
    expect([ms.under_maintenance, ms.major_outage]).toEqual([2 * HOUR, HOUR]);
  });

  it("starts a late window once, from its announced time on, and still ends it", async () => {
    const world = await windowWorld();
    const { id } = await world.schedule();
    const late = START + 50 * MINUTE;
    await advanceMaintenance(late);
    await advanceMaintenance(late + 1_000);
    const window = await readIncident(world.read, id);
    expect(window.updates).toHaveLength(2);
    expect(window.updates[0]).toMatchObject({ displayAt: START, createdAt: late });
    expect(await claimsOf(id, START)).toEqual(["under_maintenance 0–120"]);
    await advanceMaintenance(END);
    expect(await kindsOf(world)).toEqual([
      "maintenance.scheduled",
      "maintenance.started",
      "maintenance.completed",
    ]);
  });

  it("skips a window that passed while nobody worked: closed with a sentence, no claim, no notification", async () => {
    const world = await windowWorld();
    const { id } = await world.schedule();
    await advanceMaintenance(END + 5 * HOUR);
    const window = await readIncident(world.read, id);
    expect(window).toMatchObject({ status: "completed", resolvedAt: END });
    expect(window.maintenance?.cancelledAt).toBeNull();
    expect(window.updates[0]).toMatchObject({
      status: "completed",
      displayAt: END,
      deliverNotifications: false,
    });
    expect(window.updates[0]?.translations.en?.body).toContain("was not recorded");
    expect(window.components).toEqual([{ componentId: world.api, state: "operational" }]);
    expect(await claimsOf(id, START)).toEqual([]);
    expect(await kindsOf(world)).toEqual(["maintenance.scheduled", "maintenance.completed"]);
  });

  it("speaks after what was said in between, so that the newest update is the newest", async () => {
    const world = await windowWorld();
    const { id } = await world.schedule();
    await postUpdate(world.write, id, { body: "We are about to begin." }, START + MINUTE);
    await advanceMaintenance(START + 2 * MINUTE);
    const { updates, status } = await readIncident(world.read, id);
    expect(status).toBe("in_progress");
    expect(updates.map((update) => [update.status, update.displayAt - START])).toEqual([
      ["in_progress", MINUTE + 1],
      ["scheduled", MINUTE],
      ["scheduled", T - START],
    ]);
  });

  it("does nothing for a window that was taken back", async () => {
    const world = await windowWorld();
    const { id } = await world.schedule();
    await unpublishIncident(world.write, id, { reason: "wrong page" }, T + HOUR);
    await advanceMaintenance(START);
    expect((await readIncident(world.read, id)).status).toBe("scheduled");
  });

  it("is done once by many workers at the same instant", async () => {
    const world = await windowWorld();
    for (const hours of [0, 3, 6, 9])
      await world.schedule({
        scheduled_for: iso(START + hours * HOUR),
        scheduled_until: iso(START + (hours + 2) * HOUR),
      });
    for (const at of [START, END, START + 3 * HOUR, START + 100 * HOUR])
      await Promise.all(Array.from({ length: 4 }, () => advanceMaintenance(at)));
    const kinds = await kindsOf(world);
    expect(kinds.filter((kind) => kind === "maintenance.started")).toHaveLength(2);
    expect(kinds.filter((kind) => kind === "maintenance.completed")).toHaveLength(4);
  });

  it("does the rest although one window cannot be advanced", async () => {
    const [broken, sound] = [await windowWorld(), await windowWorld()];
    const { id } = await broken.schedule({ scheduled_for: iso(START - 1_000) });
    const { id: other } = await sound.schedule();
    // No room for another update: a defect of that window alone.
    await pool().query(
      `insert into incident_updates (id, incident_id, page_id, status, body, display_at, actor_kind, actor_id, updated_at)
       select 'x' || lpad(n::text, 11, '0'), $1, $2, 'scheduled', '', $3, 'system', 'x', now() from generate_series(1, 1000) n`,
      [id, broken.pageId, new Date(T)],
    );
    await expect(advanceMaintenance(START)).rejects.toThrow();
    expect((await readIncident(sound.read, other)).status).toBe("in_progress");
    await unpublishIncident(broken.write, id, { reason: "broken" }, START);
  });
});

describe("nextMoment", () => {
  it("is the next start, end or reminder of any window", async () => {
    const far = T + 400 * DAY;
    const world = await windowWorld();
    const { id } = await world.schedule(
      { scheduled_for: iso(far + DAY), scheduled_until: iso(far + DAY + HOUR), remind_minutes: [60] },
      far,
    );
    expect(await nextMoment(far)).toBe(far + DAY - HOUR);
    expect(await nextMoment(far + DAY - HOUR)).toBe(far + DAY);
    await startMaintenance(world.write, id, {}, far + DAY - HOUR);
    expect(await nextMoment(far + DAY - HOUR)).toBe(far + DAY + HOUR);
    await completeMaintenance(world.write, id, {}, far + DAY);
    expect(await nextMoment(far + DAY)).toBeNull();
  });
});
