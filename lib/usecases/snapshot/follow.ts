import { setTimeout as sleep } from "node:timers/promises";
import { listen } from "#lib/data/listen.ts";
import { PUBLISHED_CHANNEL } from "#lib/data/status/published.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { readSnapshot, type SnapshotMark } from "./read.ts";

/** What a notification that never came costs at most. */
const POLL_PERIOD_MS = 2_000;

export type Following = {
  /** Default: the oldest page. */
  pageId?: string;
  /** Snapshots newer than this are told (what the process has from disk). */
  after?: SnapshotMark;
  onSnapshot: (snapshot: Snapshot) => void | Promise<void>;
  /** Called when reading begins to fail (false) or works (true; also after the first read). */
  onDatabaseState: (isReachable: boolean) => void;
  signal: AbortSignal;
  log: { warn(fields: object, text: string): void; info(fields: object, text: string): void };
};

/**
 * Tells every newer snapshot of a page, within moments of its publication (LISTEN, with polling every 2 s behind it),
 * until `signal` aborts. Never throws: while the database is away it keeps trying and logs once per change.
 */
export async function followSnapshot(following: Following): Promise<void> {
  const { signal, onSnapshot, onDatabaseState, log } = following;
  let after = following.after;
  let isReachable: boolean | undefined;
  let isTold = true;
  let wake = () => {};
  const tell = () => {
    isTold = true;
    wake();
  };
  const report = (reachable: boolean, error?: unknown) => {
    if (reachable === isReachable) return;
    if (reachable && isReachable === false) log.info({}, "The database answers again");
    if (!reachable) log.warn({ err: error }, "The database is away: serving the last snapshot");
    isReachable = reachable;
    onDatabaseState(reachable);
  };
  const listening = listen({ channels: [PUBLISHED_CHANNEL], onNotify: tell, onConnect: tell, signal });
  while (!signal.aborted) {
    isTold = false;
    const snapshot = await readSnapshot(following.pageId ?? null, after).then(
      (read) => {
        report(true);
        return read;
      },
      (error) => {
        report(false, error);
        return null;
      },
    );
    if (snapshot) {
      after = snapshot;
      await Promise.resolve(snapshot)
        .then(onSnapshot)
        .catch((error) => log.warn({ err: error }, "A new snapshot could not be taken over"));
    }
    // A publication that was told while reading is read at once, the rest when told, or after the polling period.
    if (isTold && isReachable) continue;
    const waiting = new AbortController();
    wake = () => waiting.abort();
    await sleep(POLL_PERIOD_MS, undefined, { signal: AbortSignal.any([signal, waiting.signal]) }).catch(
      () => {},
    );
  }
  await listening;
}
