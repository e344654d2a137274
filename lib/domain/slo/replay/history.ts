import type { Amount } from "../counting/amount.ts";
import { isGoodSlice } from "../counting/slices.ts";
import { type ObjectiveRule, WINDOW_MS } from "../definition.ts";
import type { SliWindow } from "../measurement.ts";

/** The windows of one SLI of a rule as they are stored, of which any past moment sees what had been there then. */
export type History = {
  /** What the windows that start in [from, until) add up to, as the rule counts: events, or good windows of all evaluable ones. */
  amount: (from: number, until: number) => Amount;
  /** The windows that start in [from, until), oldest first. */
  between: (from: number, until: number) => readonly SliWindow[];
};

/** The first of the windows that starts at `at` or later. */
function firstFrom(windows: readonly SliWindow[], at: number): number {
  let [low, high] = [0, windows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (windows[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function amountOf(rule: ObjectiveRule, window: SliWindow): Amount {
  if (rule.kind !== "latency" && rule.kind !== "time_slice") return window;
  const isGood = isGoodSlice(rule, window);
  return { good: isGood ? 1n : 0n, total: isGood === null ? 0n : 1n };
}

/** Adds the windows (oldest first) up once, so that every stretch of them is a difference of two sums. */
export function historyOf(rule: ObjectiveRule, windows: readonly SliWindow[]): History {
  const sums: Amount[] = [{ good: 0n, total: 0n }];
  for (const window of windows) {
    const [sum, amount] = [sums.at(-1)!, amountOf(rule, window)];
    sums.push({ good: sum.good + amount.good, total: sum.total + amount.total });
  }
  return {
    amount: (from, until) => {
      const [first, end] = [sums[firstFrom(windows, from)]!, sums[firstFrom(windows, until)]!];
      return { good: end.good - first.good, total: end.total - first.total };
    },
    between: (from, until) => windows.slice(firstFrom(windows, from), firstFrom(windows, until)),
  };
}

/** The windows that a round at `now` sees as complete. */
export const completeAt = (history: History, from: number, now: number): readonly SliWindow[] =>
  history.between(from, now - WINDOW_MS + 1);
