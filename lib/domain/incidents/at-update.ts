import type { SnapshotIncident, SnapshotMaintenance } from "../snapshot.ts";

const ENDS = new Set(["resolved", "postmortem", "completed"]);

/**
 * The event as it stood when `updateId` was its newest update, in the words of today: a message tells its own update even
 * when there are newer ones. Null: no such update is public any more. Without an id: as it stands.
 */
export function atUpdate<E extends SnapshotIncident | SnapshotMaintenance>(
  event: E,
  updateId: string | null,
): E | null {
  if (updateId === null) return event;
  const index = event.updates.findIndex(({ id }) => id === updateId);
  if (index < 0) return null;
  if (index === 0) return event;
  const updates = event.updates.slice(index);
  const { status, updatedAt } = updates[0]!;
  const wasWatched = updates.some((update) => update.status === "monitoring");
  return {
    ...event,
    updates,
    status,
    updatedAt,
    monitoringAt: wasWatched ? event.monitoringAt : null,
    resolvedAt: ENDS.has(status) ? event.resolvedAt : null,
    // What was promised with a newer update was not known yet.
    ...("scheduledFor" in event ? { cancelledAt: null } : { nextUpdateAt: null }),
    ...("postmortem" in event && status !== "postmortem" ? { postmortem: null } : {}),
  };
}

/** Whether readers were told that it is over: resolved, completed, cancelled. */
export const isOver = (event: SnapshotIncident | SnapshotMaintenance): boolean =>
  ENDS.has(event.status) || ("cancelledAt" in event && event.cancelledAt !== null);
