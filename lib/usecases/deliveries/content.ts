import { pool } from "#lib/data/db.ts";
import { readToldEvent } from "#lib/data/delivery/told-event.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { type EventRef, eventOf } from "#lib/messages/told/tell.ts";
import { readOldEvent } from "../history/read.ts";
import { buildSnapshot } from "../snapshot/build.ts";

/** What an event tells: the public world as it is now, and what of it is meant. */
export type EventContent = { pageId: string; snapshot: Snapshot; ref: EventRef };

/**
 * The content of the event behind a fan-out, from a freshly built snapshot: texts as they are now, and nothing that is
 * private, unpublished or taken back. Null: nobody may hear of it any more.
 */
export async function readContent(eventId: string, now: number): Promise<EventContent | null> {
  const event = await readToldEvent(pool(), eventId);
  if (!event?.incidentId) return null;
  const { pageId, kind, incidentId, updateId } = event;
  const content = await readContentOf(pageId, { kind, incidentId, updateId }, now);
  return content && eventOf(content.snapshot, content.ref) ? content : null;
}

/** The same for an event that is known; what the snapshot does not hold any more is read by itself. */
export async function readContentOf(pageId: string, ref: EventRef, now: number): Promise<EventContent> {
  const built = await buildSnapshot(pageId, now);
  const snapshot: Snapshot = { ...built, version: 0, updatedAt: built.asOf };
  if (eventOf(snapshot, { ...ref, updateId: null })) return { pageId, snapshot, ref };
  const old = await readOldEvent(pageId, ref.incidentId);
  if (!old) return { pageId, snapshot, ref };
  const [incidents, maintenances] = "scheduledFor" in old ? [[], [old]] : [[old], []];
  return { pageId, snapshot: { ...snapshot, incidents, maintenances }, ref };
}
