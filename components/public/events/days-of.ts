import type { Reader } from "#components/ui/reader.ts";
import type { SnapshotComponent, SnapshotIncident } from "#lib/domain/snapshot.ts";
import { dayOf } from "#lib/domain/status/calendar.ts";

/** Which days of which bars an incident belongs to: live.js names it in the notes of those days. */
export function daysOf(incident: SnapshotIncident, components: SnapshotComponent[], reader: Reader) {
  const ids = incident.componentIds;
  const groupIds = components.filter((one) => one.groupId && ids.includes(one.id)).map((one) => one.groupId);
  const endedAt = incident.resolvedAt ? Date.parse(incident.resolvedAt) : reader.nowAt;
  return {
    "data-for": [...new Set([...ids, ...groupIds])].join(" "),
    "data-from": dayOf(Date.parse(incident.startedAt), reader.timeZone),
    "data-until": dayOf(endedAt, reader.timeZone),
  };
}
