import { pool } from "#lib/data/db.ts";
import { lockIncident } from "#lib/data/incidents/incidents.ts";
import { type DueWindow, readWindowsToRemind } from "#lib/data/maintenance/due.ts";
import { insertReminders, readReminded } from "#lib/data/maintenance/reminders.ts";
import { change } from "#lib/data/tx.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import { isWindow, type MaintenanceWindow } from "#lib/domain/maintenance/steps.ts";
import { about } from "../incidents/record.ts";
import { forEach, maintenanceScope } from "./advance.ts";

const MINUTE_MS = 60_000;

/** The minutes whose instant has come since readers were told of these times. */
function dueMinutes({ maintenance, status }: MaintenanceWindow, now: number): number[] {
  const { scheduledFor, remindMinutes, notices } = maintenance;
  if (status !== "scheduled" || scheduledFor <= now) return [];
  const noticeAt = Math.max(...notices.map((notice) => notice.noticeAt));
  const dueAt = (minutes: number) => scheduledFor - minutes * MINUTE_MS;
  return remindMinutes.filter((minutes) => dueAt(minutes) <= now && dueAt(minutes) > noticeAt);
}

async function remindOne({ id, pageId }: DueWindow, now: number): Promise<boolean> {
  return await change(maintenanceScope(pageId), async (tx) => {
    const window = await lockIncident(tx, pageId, id);
    const isLive = window && isWindow(window) && phaseOf(window) === "published";
    const due = isLive ? dueMinutes(window, now) : [];
    if (!isLive || due.length === 0) return { result: false, audit: null, event: null };
    const { scheduledFor } = window.maintenance;
    const reminded = await readReminded(tx, id, scheduledFor);
    const fresh = due.filter((minutes) => !reminded.has(minutes));
    if (fresh.length === 0) return { result: false, audit: null, event: null };
    await insertReminders(tx, id, scheduledFor, fresh, now);
    // After an absence several may be due: readers hear once, of the latest.
    const minutes = Math.min(...fresh);
    const scheduled_for = new Date(scheduledFor).toISOString();
    return {
      result: true,
      audit: about(window, { action: "maintenance.remind", after: { minutes, scheduled_for } }),
      event: {
        kind: "maintenance.reminded",
        payload: { incident_id: id, update_id: null, deliver_notifications: true, minutes, scheduled_for },
      },
    };
  });
}

/** Reminds of every window whose reminder is due, once per (window, start, minutes). Returns of how many. */
export const remindMaintenance = async (now: number): Promise<number> =>
  await forEach(await readWindowsToRemind(pool(), now), (window) => remindOne(window, now));
