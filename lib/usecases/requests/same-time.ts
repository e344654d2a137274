import { setTimeout as sleep } from "node:timers/promises";

/** Longer than the work takes: how long an answer takes then tells nothing of what was found. */
export const SAME_TIME_MS = 150;

/** Answers (and refuses) no sooner than `SAME_TIME_MS` after it was asked. */
export async function inSameTime<T>(work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    await sleep(Math.max(0, SAME_TIME_MS - (performance.now() - startedAt)));
  }
}
