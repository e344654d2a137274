import { setTimeout as sleep } from "node:timers/promises";
import type { Settlement } from "#lib/domain/delivery/settle.ts";
import type { LoopTold } from "../loop.ts";

const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 2_000;
const MAX_BATCH = 500;

type Waiting = { settlement: Settlement; done: () => void };

/**
 * Writes what became of tries: everything that waits goes into one commit, and whoever waits is told after it. While the
 * database is away it keeps trying: what was sent must not be forgotten.
 */
export function createAcknowledger(write: (batch: Settlement[]) => Promise<void>, told: LoopTold) {
  let waiting: Waiting[] = [];
  let isWriting = false;

  async function writeAll(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    let failures = 0;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_BATCH);
      try {
        await write(batch.map(({ settlement }) => settlement));
        waiting = waiting.slice(batch.length);
        failures = 0;
        told.worked("acknowledgements");
        for (const { done } of batch) done();
      } catch (error) {
        told.failed("acknowledgements", error);
        await sleep(Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures++));
      }
    }
    isWriting = false;
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
