import { type Amount, budgetOf, remainingOf, shareOf, sumAmounts } from "../counting/amount.ts";
import type { Severity } from "../definition.ts";
import { divide, type Fraction } from "../fraction.ts";
import { burnOf, burnPairsOf, exceeds, exhaustionMs, suppressed } from "../rules/burn.ts";
import type { Series } from "./input.ts";

const HOUR_SECONDS = 3600;

/** What burn-rate rules say of a series. Shares are exact; null: no data. */
export type SeriesResult = {
  sli: Fraction | null;
  /** Of one: what is left of the budget; below zero when it is overspent. */
  budgetRemaining: Fraction | null;
  burn: {
    longSeconds: number;
    shortSeconds: number;
    factor: Fraction;
    longBurn: Fraction | null;
    shortBurn: Fraction | null;
    /** Both windows burn faster than the factor, and no faster pair fires. */
    isFiring: boolean;
    /** Both do, and a faster pair fires. */
    isSuppressed: boolean;
    severity: Severity;
  }[];
  /** When the budget ends if the burn of the last hour goes on; ms since the epoch, null: not within a window. */
  exhaustedAt: number | null;
};

/** Good and total summed over a range, then divided; a bucket belongs to the range that it starts in. Pure. */
export function evaluateSeries({ target, windowSeconds, buckets, now }: Series): SeriesResult {
  const trailing = (seconds: number): Amount =>
    sumAmounts(buckets.filter(({ at }) => at >= now - seconds * 1000 && at < now));
  const whole = trailing(windowSeconds);
  const share = shareOf(whole);
  const left = share && divide(remainingOf(whole, target), budgetOf(whole.total, target));
  const pairs = burnPairsOf(windowSeconds).map((pair) => {
    const longBurn = burnOf(trailing(pair.longSeconds), target);
    const shortBurn = burnOf(trailing(pair.shortSeconds), target);
    return { ...pair, longBurn, shortBurn, isOver: exceeds(longBurn, shortBurn, pair.factor) === true };
  });
  const silenced = suppressed(pairs.map(({ isOver }) => isOver));
  const inMs = left && exhaustionMs(left, burnOf(trailing(HOUR_SECONDS), target), windowSeconds * 1000);
  return {
    sli: share,
    budgetRemaining: left,
    burn: pairs.map(({ isOver, ...pair }, i) => ({
      ...pair,
      isFiring: isOver && !silenced[i],
      isSuppressed: silenced[i]!,
    })),
    exhaustedAt: inMs === null ? null : now + inMs,
  };
}
