import { WINDOW_MS } from "../definition.ts";
import type { Run } from "../judging/input.ts";

/** Silence that ends a run of windows: nothing is known of what was in between. */
export const RUN_GAP_MS = 15 * 60_000;

export const NO_RUN: Run = {
  bad: 0,
  good: 0,
  firstBadAt: null,
  lastBadAt: null,
  seenUntil: null,
  violated: null,
  over: null,
};

/** What an evaluable window of five minutes was. */
export type Slice = { at: number; isBad: boolean };

/**
 * One more window in order. `bad` bad ones in a row open (from the start of the first, detected at the end of the last), `good` good
 * ones in a row close (ended at the end of the last bad one, resolved at the end of the last good one). Windows that say nothing are
 * left out by the caller; a gap of more than RUN_GAP_MS starts both rows anew and resolves nothing.
 */
export function followed(run: Run, { at, isBad }: Slice, needed: { bad: number; good: number }): Run {
  const end = at + WINDOW_MS;
  const isGap = run.seenUntil !== null && at - run.seenUntil > RUN_GAP_MS;
  const bad = isGap ? 0 : run.bad;
  const good = isGap ? 0 : run.good;
  if (isBad) {
    const firstBadAt = bad === 0 ? at : run.firstBadAt;
    const next: Run = { ...run, bad: bad + 1, good: 0, firstBadAt, lastBadAt: end, seenUntil: end };
    if (run.violated || next.bad < needed.bad) return next;
    return { ...next, violated: { startedAt: firstBadAt!, detectedAt: end } };
  }
  const next: Run = { ...run, bad: 0, good: good + 1, firstBadAt: null, seenUntil: end };
  if (!run.violated || next.good < needed.good) return next;
  return { ...next, violated: null, over: { endedAt: run.lastBadAt!, resolvedAt: end } };
}

/** All of them, oldest first. */
export const followedAll = (run: Run, slices: readonly Slice[], needed: { bad: number; good: number }): Run =>
  slices.reduce((before, slice) => followed(before, slice, needed), run);

/** The longest row of bad windows, as credits count it: windows that say nothing are skipped, a gap ends it. */
export function longestRun(slices: readonly Slice[]): number {
  let longest = 0;
  let run = NO_RUN;
  for (const slice of slices) {
    run = followed(run, slice, { bad: Number.POSITIVE_INFINITY, good: 1 });
    longest = Math.max(longest, run.bad);
  }
  return longest;
}
