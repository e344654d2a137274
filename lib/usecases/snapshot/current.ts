import { AsyncLocalStorage } from "node:async_hooks";
import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import type { ShownScreen } from "#lib/domain/subscribers/screen.ts";

/** One rendering is made of exactly one snapshot and one database state, whatever arrives meanwhile. */
export type PublicWorld = {
  snapshot: Snapshot;
  isDatabaseAway: boolean;
  /** The language of a path under `/ko` or `/en`, or the one that was negotiated for HTML; null for other root forms. */
  locale: Language | null;
  /** Set by the rendering: a part of the document could not be read from the database. */
  isPartial?: boolean;
  /** Of a page that is for one person alone. */
  screen?: ShownScreen;
};

/** What a page may say about the database: while it is away, figures stand still at `asOf`. */
export type DatabaseState = { databaseAway: boolean };

type Holder = {
  snapshot: Snapshot | null;
  isDatabaseAway: boolean;
  rendering: AsyncLocalStorage<PublicWorld>;
};

// On globalThis because Next bundles its own copy of this module: the server's follower writes, Next's pages read.
const HOLDER = Symbol.for("t-developer-status.snapshot");
const shared = globalThis as { [HOLDER]?: Holder };
shared[HOLDER] ??= { snapshot: null, isDatabaseAway: false, rendering: new AsyncLocalStorage() };
const holder: Holder = shared[HOLDER];

/** The snapshot to show: inside a rendering its own, else the newest that arrived; null before the first one. */
export const currentSnapshot = (): Snapshot | null =>
  holder.rendering.getStore()?.snapshot ?? holder.snapshot;

/** Whether the database has been away for so long that readers must be told (the "as of" notice). */
export const currentDatabaseState = (): DatabaseState => ({
  databaseAway: holder.rendering.getStore()?.isDatabaseAway ?? holder.isDatabaseAway,
});

/** The language in which the document of this rendering is wanted; null outside of one. */
export const renderedLocale = (): Language | null => holder.rendering.getStore()?.locale ?? null;

/** What the personal page of this rendering shows; null for every other document. */
export const currentScreen = (): ShownScreen | null => holder.rendering.getStore()?.screen ?? null;

/**
 * A page says that it could not read what it wanted from the database and shows a sentence instead. Such a document is
 * asked for again soon, and a whole one that was kept from before is shown rather than it.
 */
export function markPartial(): void {
  const world = holder.rendering.getStore();
  if (world) world.isPartial = true;
}

/**
 * Called by the follower only. A process never goes back to an older snapshot; a lower version that was published later
 * is no older one (a backup was restored).
 */
export function setCurrentSnapshot(next: Snapshot): boolean {
  const now = holder.snapshot;
  if (now && next.version <= now.version && next.asOf <= now.asOf) return false;
  holder.snapshot = next;
  return true;
}

/** Called by the follower only. */
export function setDatabaseAway(isAway: boolean): void {
  holder.isDatabaseAway = isAway;
}

/** Runs one rendering, and everything that it awaits, on `world`. */
export const renderWith = <T>(world: PublicWorld, work: () => T): T => holder.rendering.run(world, work);
