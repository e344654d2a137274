import { MIN_EVENTS, type ObjectiveRule } from "../definition.ts";
import { compare, type Fraction, parsePercent } from "../fraction.ts";
import type { SliWindow } from "../measurement.ts";
import { type Amount, shareOf } from "./amount.ts";
import { countOf, percentileUs } from "./percentile.ts";

type LatencyRule = Extract<ObjectiveRule, { kind: "latency" }>;
type SliceRule = Extract<ObjectiveRule, { kind: "time_slice" }>;

/** Whether enough happened in a window to say anything of it. */
export const isEvaluable = ({ total }: Pick<SliWindow, "total">): boolean => total >= BigInt(MIN_EVENTS);

/** Whether the percentile of a window lies strictly below the threshold; null when the window says nothing. */
export function isFastEnough(rule: LatencyRule, window: SliWindow): boolean | null {
  if (countOf(window.counts) < BigInt(MIN_EVENTS)) return null;
  return percentileUs(window.counts, rule.percentile)! < rule.thresholdUs;
}

/** Whether the share of good events of a window reaches a share; null when the window says nothing. */
export function reaches(share: Fraction, window: Pick<SliWindow, "good" | "total">): boolean | null {
  return isEvaluable(window) ? compare(shareOf(window)!, share) >= 0 : null;
}

/** Whether a window of a latency or time-slice objective is good; null when it is not evaluable. */
export const isGoodSlice = (rule: LatencyRule | SliceRule, window: SliWindow): boolean | null =>
  rule.kind === "latency" ? isFastEnough(rule, window) : reaches(parsePercent(rule.sliceTarget), window);

/** Good windows of all evaluable ones: the amounts of a latency or time-slice objective. */
export function slicesOf(rule: LatencyRule | SliceRule, windows: readonly SliWindow[]): Amount {
  const verdicts = windows.map((window) => isGoodSlice(rule, window)).filter((isGood) => isGood !== null);
  return { good: BigInt(verdicts.filter(Boolean).length), total: BigInt(verdicts.length) };
}
