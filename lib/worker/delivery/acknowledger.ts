import { setTimeout as sleep } from "node:timers/promises";
import type { Settlement } from "#lib/domain/delivery/settle.ts";
import type { LoopTold } from "../loop.ts";

const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 2_000;
const MAX_BATCH = 500;

type Waiting = { settlement: Settlement; done: () => void };

/** So many commits may be under way at once: what was sent need not wait for the one before to come back. */
const MAX_WRITERS = 2;

/**
 * Writes what became of tries: everything that waits goes into one commit, and whoever waits is told after it. While the
 * database is away it keeps trying: what was sent must not be forgotten.
 */
export function createAcknowledger(write: (batch: Settlement[]) => Promise<void>, told: LoopTold) {
  let waiting: Waiting[] = [];
  let writers = 0;

  async function writeAll(): Promise<void> {
    if (writers >= MAX_WRITERS) return;
    writers += 1;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_BATCH);
      waiting = waiting.slice(batch.length);
      await written(batch);
      for (const { done } of batch) done();
    }
    writers -= 1;
  }

  async function written(batch: Waiting[]): Promise<void> {
    for (let failures = 0; ; )
      try {
        await write(batch.map(({ settlement }) => settlement));
        return told.worked("acknowledgements");
      } catch (error) {
        told.failed("acknowledgements", error);
        await sleep(Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures++));
      }
  }

  return {
    /** Resolves when it is committed. */
    add: (settlement: Settlement): Promise<void> =>
      new Promise((done) => {
        waiting.push({ settlement, done });
        void writeAll();
      }),
  };
}
