import type { Event } from "#lib/data/tx.ts";
import type { MaintenanceWindow } from "#lib/domain/maintenance/steps.ts";
import type { WindowTimes } from "#lib/domain/maintenance/window.ts";
import { about, auditableUpdate, eventOf } from "../../incidents/record.ts";
import type { Stepped } from "./step.ts";

/** The times of a window in the audit log. */
export const auditableTimes = ({ scheduledFor, scheduledUntil }: WindowTimes) => ({
  scheduled_for: new Date(scheduledFor).toISOString(),
  scheduled_until: new Date(scheduledUntil).toISOString(),
});

/** Audit record and event of one act on a window. */
export function recorded(before: MaintenanceWindow, { incident, update, kind }: Stepped) {
  const times = incident.maintenance ? auditableTimes(incident.maintenance) : {};
  return {
    result: incident,
    audit: about(incident, {
      action: kind,
      before: { status: before.status, ...auditableTimes(before.maintenance) },
      after: { ...auditableUpdate(update), ...times },
    }),
    event: eventOf(incident, kind, update) satisfies Event | null,
  };
}
