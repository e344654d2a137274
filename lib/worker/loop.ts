import { Cron } from "croner";

/** After a failure the next try comes after 0.25 s, then twice as late each time, up to this. */
const FIRST_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 5_000;

/** A run may say when the next one is due; else the spec does. */
export type RunResult = { againInMs: number } | undefined;

/** One row of the table: when it runs and what it calls. */
export type LoopSpec = {
  name: string;
  /** Longest pause between two runs; or, with `cron`, the times of day (UTC) it runs at besides the start. */
  everyMs?: number;
  cron?: string;
  /** Shortest time from one start to the next, however often it is woken. */
  restMs?: number;
  /** Errors are told and tried again; they never end the loop. */
  run: () => Promise<RunResult>;
};

export type Loop = { name: string; wake: () => void; ended: Promise<void> };

export type LoopTold = { worked: (name: string) => void; failed: (name: string, error: unknown) => void };

/** Runs `spec` at once and then again and again until `signal` aborts; a run that has begun is finished. */
export function startLoop(spec: LoopSpec, told: LoopTold, signal: AbortSignal): Loop {
  let isWoken = false;
  let cutShort = () => {};
  const wake = () => {
    isWoken = true;
    cutShort();
  };
  const untilWoken = (ms: number) => pause(ms, signal, (cut) => (cutShort = cut));

  async function live(): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      isWoken = false;
      const startedAt = performance.now();
      try {
        const nextMs = (await spec.run())?.againInMs ?? pauseOf(spec);
        failures = 0;
        told.worked(spec.name);
        const restMs = () => (spec.restMs ?? 0) - (performance.now() - startedAt);
        if (!isWoken) await untilWoken(Math.max(nextMs, restMs()));
        await pause(restMs(), signal);
      } catch (error) {
        told.failed(spec.name, error);
        await pause(Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures++), signal);
      }
    }
  }
  return { name: spec.name, wake, ended: live() };
}

/** Waits; `signal` and whoever gets the cut end it early. Other work gets its turn even when there is nothing to wait for. */
const pause = (ms: number, signal: AbortSignal, giveCut?: (cut: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted || ms <= 0) return setImmediate(resolve);
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    giveCut?.(done);
  });

function pauseOf(spec: LoopSpec): number {
  if (spec.cron) return new Cron(spec.cron, { timezone: "UTC" }).msToNext() ?? MAX_BACKOFF_MS;
  return spec.everyMs ?? MAX_BACKOFF_MS;
}
