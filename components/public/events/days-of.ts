import type { Reader } from "#components/ui/reader.ts";
import { eventAt, type PublicEvent } from "#lib/domain/history/months.ts";
import type { SnapshotComponent } from "#lib/domain/snapshot.ts";
import { dayOf } from "#lib/domain/status/calendar.ts";

/** Which days of which bars an event belongs to: live.js names it in the notes of those days. */
export function daysOf(event: PublicEvent, components: SnapshotComponent[], reader: Reader) {
  const ids = event.componentIds;
  if (ids.length === 0) return {};
  const groupIds = components.filter((one) => one.groupId && ids.includes(one.id)).map((one) => one.groupId);
  const endedAt = event.resolvedAt ? Date.parse(event.resolvedAt) : reader.nowAt;
  return {
    "data-for": [...new Set([...ids, ...groupIds])].join(" "),
    "data-from": dayOf(eventAt(event), reader.timeZone),
    "data-until": dayOf(endedAt, reader.timeZone),
  };
}
