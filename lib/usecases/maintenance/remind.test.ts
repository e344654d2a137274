import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { DAY, eventsOf, HOUR, iso, MINUTE, T, windowWorld } from "#lib/testing/maintenance/windows.ts";
import { written } from "#lib/testing/manage/world.ts";
import { editIncident } from "../incidents/edit.ts";
import { readIncident } from "../incidents/read.ts";
import { remindMaintenance } from "./remind.ts";

withDatabase();
const START = T + DAY;

const reminders = async (pageId: string) =>
  (await eventsOf(pageId))
    .filter(({ kind }) => kind === "maintenance.reminded")
    .map(({ minutes }) => minutes);

describe("remindMaintenance", () => {
  it("reminds once for each of the minutes, and writes it down", async () => {
    const { pageId, schedule } = await windowWorld();
    const { id } = await schedule({ remind_minutes: [180, 60] });
    await remindMaintenance(START - 180 * MINUTE - 1);
    expect(await reminders(pageId)).toEqual([]);
    for (const before of [180, 179, 60, 60, 5]) await remindMaintenance(START - before * MINUTE);
    expect(await reminders(pageId)).toEqual([180, 60]);
    expect(await eventsOf(pageId)).toContainEqual({
      kind: "maintenance.reminded",
      incident_id: id,
      update_id: null,
      deliver_notifications: true,
      minutes: 180,
      scheduled_for: iso(START),
    });
    expect((await written(pageId)).actions).toEqual([
      "maintenance.schedule",
      "maintenance.remind",
      "maintenance.remind",
    ]);
    const rows = await prisma().maintenanceReminder.findMany({ where: { incidentId: id } });
    expect(rows.map(({ minutes }) => minutes).sort()).toEqual([180, 60]);
  });

  it("tells when, until the start moves", async () => {
    const { read, write, schedule } = await windowWorld();
    const { id } = await schedule({ remind_minutes: [180, 60] });
    const remindedAt = async () => (await readIncident(read, id)).maintenance?.remindedAt;
    expect(await remindedAt()).toBeNull();
    await remindMaintenance(START - 180 * MINUTE);
    await remindMaintenance(START - 60 * MINUTE);
    expect(await remindedAt()).toBe(START - 60 * MINUTE);
    const later = { scheduled_for: START + DAY, scheduled_until: START + DAY + HOUR };
    await editIncident(write, id, later, START - 30 * MINUTE);
    expect(await remindedAt()).toBeNull();
  });

  it("reminds once, of the latest, after an absence", async () => {
    const { pageId, schedule } = await windowWorld();
    await schedule({ remind_minutes: [600, 180, 60] });
    await remindMaintenance(START - 30 * MINUTE);
    await remindMaintenance(START - 20 * MINUTE);
    expect(await reminders(pageId)).toEqual([60]);
  });

  it("never reminds of what has begun", async () => {
    const { pageId, schedule } = await windowWorld();
    await schedule();
    await remindMaintenance(START);
    expect(await reminders(pageId)).toEqual([]);
  });

  it("reminds of nothing that readers were told of after the reminder was due", async () => {
    const { pageId, schedule } = await windowWorld();
    const times = { scheduled_for: iso(T + 30 * MINUTE), scheduled_until: iso(T + HOUR) };
    await schedule({ ...times, remind_minutes: [60, 10] });
    await remindMaintenance(T + MINUTE);
    expect(await reminders(pageId)).toEqual([]);
    await remindMaintenance(T + 20 * MINUTE);
    expect(await reminders(pageId)).toEqual([10]);
  });

  it("reminds again of a window that has moved", async () => {
    const { pageId, write, schedule } = await windowWorld();
    const { id } = await schedule();
    await remindMaintenance(START - HOUR);
    const times = { scheduled_for: START + DAY, scheduled_until: START + DAY + HOUR };
    await editIncident(write, id, times, START - 30 * MINUTE);
    await remindMaintenance(START - 20 * MINUTE);
    expect(await reminders(pageId)).toEqual([60]);
    await remindMaintenance(START + DAY - HOUR);
    expect(await reminders(pageId)).toEqual([60, 60]);
  });

  it("says nothing of drafts", async () => {
    const { pageId, schedule } = await windowWorld();
    await schedule({ draft: true });
    await remindMaintenance(START - HOUR);
    expect(await reminders(pageId)).toEqual([]);
  });

  it("reminds once although many workers do", async () => {
    const { pageId, schedule } = await windowWorld();
    await schedule();
    await Promise.all(Array.from({ length: 5 }, () => remindMaintenance(START - HOUR)));
    expect(await reminders(pageId)).toEqual([60]);
  });
});
