import type { Snapshot } from "#lib/domain/snapshot.ts";

// On globalThis because Next bundles its own copy of this module: the server's follower writes, Next's pages read.
const HOLDER = Symbol.for("t-developer-status.snapshot");
const holder = globalThis as { [HOLDER]?: Snapshot };

/** The snapshot that this process serves, or null before the first one arrived. */
export const currentSnapshot = (): Snapshot | null => holder[HOLDER] ?? null;

/** Called by the follower only. A process never goes back to an older version. */
export function setCurrentSnapshot(next: Snapshot): boolean {
  const now = holder[HOLDER];
  if (now && (next.version < now.version || (next.version === now.version && next.asOf <= now.asOf)))
    return false;
  holder[HOLDER] = next;
  return true;
}
