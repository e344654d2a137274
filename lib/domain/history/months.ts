import type { Snapshot, SnapshotIncident, SnapshotMaintenance } from "../snapshot.ts";
import { dayOf, monthBounds } from "../status/calendar.ts";
import { presentMonth } from "./month.ts";

export type PublicEvent = SnapshotIncident | SnapshotMaintenance;

/** How many incidents and windows of one month are shown; search finds the rest. */
export const MAX_MONTH_EVENTS = 300;

export const isMaintenance = (event: PublicEvent): event is SnapshotMaintenance => "scheduledFor" in event;

/** The instant by which an event is found: a window by its start, all else by its begin. */
export const eventAt = (event: PublicEvent): number =>
  Date.parse(isMaintenance(event) ? event.scheduledFor : event.startedAt);

/** Newest first; the same order at every call. */
export const newestFirst = (events: readonly PublicEvent[]): PublicEvent[] =>
  events.toSorted((a, b) => eventAt(b) - eventAt(a) || (a.id < b.id ? -1 : 1));

/** An event of the snapshot by its id. */
export const findEvent = (snapshot: Snapshot, id: string): PublicEvent | null =>
  snapshot.incidents.find((one) => one.id === id) ??
  snapshot.maintenances.find((one) => one.id === id) ??
  null;

/** Nothing more will be said of it unless somebody edits it. */
export const isOver = (event: PublicEvent): boolean =>
  event.resolvedAt !== null || (isMaintenance(event) && event.cancelledAt !== null);

/** Of what more will be said: it can be followed. Newest first. */
export const openEvents = ({ incidents, maintenances }: Snapshot): PublicEvent[] =>
  newestFirst([...incidents, ...maintenances].filter((event) => !isOver(event)));

/** From the month of the first event, or of the page, to the present one, or that of the last planned window. */
export function historyRange(snapshot: Snapshot): { first: string; last: string } {
  const { archive, maintenances, page } = snapshot;
  const month = (instant: string) => dayOf(Date.parse(instant), page.timeZone).slice(0, 7);
  const [first = ""] = [archive.since ?? page.createdAt, page.createdAt].map(month).toSorted();
  const last = [presentMonth(snapshot), ...maintenances.map((one) => month(one.scheduledFor))]
    .toSorted()
    .at(-1)!;
  return { first, last };
}

/** The month before or after one; null beyond what there is to tell. */
export function historyNeighbour(snapshot: Snapshot, month: string, step: -1 | 1): string | null {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const neighbour = new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
  const { first, last } = historyRange(snapshot);
  return neighbour >= first && neighbour <= last ? neighbour : null;
}

/** Whether the snapshot itself has all that belongs to a month: nothing needs to be read for it. */
export function holdsMonth({ archive, page }: Snapshot, month: string): boolean {
  return (
    archive.heldFrom === null || Date.parse(archive.heldFrom) <= monthBounds(month, page.timeZone).startedAt
  );
}

/** What the snapshot has of a month, newest first. */
export function monthEvents(snapshot: Snapshot, month: string): PublicEvent[] {
  const { timeZone } = snapshot.page;
  return newestFirst(
    [...snapshot.incidents, ...snapshot.maintenances].filter((event) =>
      dayOf(eventAt(event), timeZone).startsWith(month),
    ),
  );
}
