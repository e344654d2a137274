import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "#lib/log.ts";

const FIRST_DELAY_MS = 200;
const MAX_DELAY_MS = 30_000;
/** A process that lived this long was healthy: its next restart is quick again. */
const HEALTHY_AFTER_MS = 5_000;

/** One run of a process of ours. */
export type Running = {
  pid: number;
  /** Settles when it is gone, with a word on how. Never rejects. */
  exited: Promise<string>;
  stop(): Promise<void>;
};

export type Kept = { pid(): number | null; stop(): Promise<void> };

type Options = {
  log: Pick<Logger, "warn" | "info">;
  /** After every start and end. */
  onChange?: () => void;
  firstDelayMs?: number;
  maxDelayMs?: number;
  healthyAfterMs?: number;
};

/** Wait before the restart after `failures` quick ends in a row: within 1 s at first, doubling to 30 s. */
export const restartDelayMs = (failures: number, firstMs = FIRST_DELAY_MS, maxMs = MAX_DELAY_MS): number =>
  Math.min(firstMs * 2 ** failures, maxMs);

/** Starts a process again whenever it ends, until `stop`. A start that fails counts as a quick end. */
export function keepRunning(
  name: string,
  first: Running,
  relaunch: () => Promise<Running>,
  { log, onChange = () => {}, firstDelayMs, maxDelayMs, healthyAfterMs = HEALTHY_AFTER_MS }: Options,
): Kept {
  const stopping = new AbortController();
  let running: Running | null = first;

  const run = async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const startedAt = performance.now();
      const how = running ? await running.exited : "a failed start";
      running = null;
      onChange();
      if (stopping.signal.aborted) return;
      if (performance.now() - startedAt >= healthyAfterMs) failures = 0;
      const delayMs = restartDelayMs(failures, firstDelayMs, maxDelayMs);
      failures += 1;
      log.warn({ process: name, how, delayMs }, "ended unasked; starting it again");
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      running = await relaunch().catch((error: Error) => {
        log.warn({ process: name, error: error.message }, "could not be started");
        return null;
      });
      if (running) log.info({ process: name, childPid: running.pid }, "started again");
      onChange();
    }
  };
  const finished = run();
  return {
    pid: () => running?.pid ?? null,
    stop: async () => {
      stopping.abort();
      await running?.stop();
      await finished;
      // A relaunch may have been under way when the stop came.
      await (running as Running | null)?.stop();
    },
  };
}
