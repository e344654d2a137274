import { setTimeout as sleep } from "node:timers/promises";
import type { Settlement } from "#lib/domain/delivery/settle.ts";
import type { LoopTold } from "../loop.ts";

const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 2_000;
const MAX_BATCH = 500;

type Waiting = { settlement: Settlement; handed: () => void; done: () => void };

/** So many commits may be under way at once: what was sent need not wait for the one before to come back. */
const MAX_WRITERS = 4;

/**
 * Writes what became of tries: everything that waits goes into one commit, and whoever waits is told after it. While the
 * database is away it keeps trying: what was sent must not be forgotten. A commit is nearly as dear for one as for ten, so the
 * first waits `gatherMs` for company (0: until the event loop turns).
 */
export function createAcknowledger(
  write: (batch: Settlement[]) => Promise<void>,
  told: LoopTold,
  { gatherMs }: { gatherMs: number },
) {
  let waiting: Waiting[] = [];
  let writers = 0;
  let isGathering = false;

  function gather(): void {
    if (isGathering || writers >= MAX_WRITERS) return;
    isGathering = true;
    const write = () => {
      isGathering = false;
      void writeAll();
    };
    if (gatherMs === 0) setImmediate(write);
    else setTimeout(write, gatherMs);
  }

  async function writeAll(): Promise<void> {
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
        const writing = write(batch.map(({ settlement }) => settlement));
        if (failures === 0) for (const { handed } of batch) handed();
        await writing;
        return told.worked("acknowledgements");
      } catch (error) {
        told.failed("acknowledgements", error);
        await sleep(Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures++));
      }
  }

  return {
    /**
     * Resolves when it is committed. `handed` is called before that, when PostgreSQL has been given the statement: from then on
     * it is written even if this process is killed.
     */
    add: (settlement: Settlement, handed: () => void = () => {}): Promise<void> =>
      new Promise((done) => {
        waiting.push({ settlement, handed, done });
        gather();
      }),
  };
}
