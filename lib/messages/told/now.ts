import type { SnapshotIncident, SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import type { EventRef } from "./tell.ts";

const OF_WINDOW: Record<string, string> = {
  scheduled: "maintenance.scheduled",
  in_progress: "maintenance.started",
  verifying: "maintenance.verifying",
  completed: "maintenance.completed",
};

/** What is told of an event as it stands now, for who hears late: after quiet hours, in a digest. */
export function refNow(event: SnapshotIncident | SnapshotMaintenance): EventRef {
  const ref = { incidentId: event.id, updateId: null };
  if (!("scheduledFor" in event))
    return { ...ref, kind: event.status === "postmortem" ? "postmortem.published" : "incident.updated" };
  return { ...ref, kind: event.cancelledAt ? "maintenance.cancelled" : OF_WINDOW[event.status]! };
}
