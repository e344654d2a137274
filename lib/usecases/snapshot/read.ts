import { readPublished } from "#lib/data/status/published.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";

/** A snapshot's place in time; `asOf` as in the snapshot (ISO-8601). */
export type SnapshotMark = Pick<Snapshot, "version" | "asOf">;

/**
 * The published snapshot of a page (null: of the oldest page), or null when there is none newer than `after`. Throws
 * what the database throws when it is away, within 5 s.
 */
export async function readSnapshot(pageId: string | null, after?: SnapshotMark): Promise<Snapshot | null> {
  return await readPublished(pageId, after ? { version: after.version, asOf: Date.parse(after.asOf) } : null);
}
