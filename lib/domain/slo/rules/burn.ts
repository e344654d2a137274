import { type Amount, shareOf } from "../counting/amount.ts";
import type { AlertRule, Severity } from "../definition.ts";
import {
  compare,
  decimalOf,
  divide,
  type Fraction,
  floor,
  fraction,
  multiply,
  ONE,
  subtract,
} from "../fraction.ts";

export type BurnRule = Extract<AlertRule, { kind: "burn" }>;
export type BurnPair = Pick<BurnRule, "longSeconds" | "shortSeconds" | "factor" | "severity">;

const HOUR = 3600;
const DAY = 24 * HOUR;
export const WEEK_SECONDS = 7 * DAY;

/** Which share of the budget a pair of windows tells of when it fires, and how loudly. The longer a window, the more it may take. */
type Pair = { longSeconds: number; shortSeconds: number; budgetPercent: number; severity: Severity };
const MONTHLY: readonly Pair[] = [
  { longSeconds: HOUR, shortSeconds: 300, budgetPercent: 2, severity: "critical" },
  { longSeconds: 6 * HOUR, shortSeconds: 1800, budgetPercent: 5, severity: "critical" },
  { longSeconds: DAY, shortSeconds: 2 * HOUR, budgetPercent: 10, severity: "warning" },
  { longSeconds: 3 * DAY, shortSeconds: 6 * HOUR, budgetPercent: 10, severity: "warning" },
];
/** With the shares of a month a week would page at a burn of 3.36: an ordinary bad hour. */
const WEEKLY: readonly Pair[] = [
  { longSeconds: HOUR, shortSeconds: 300, budgetPercent: 10, severity: "critical" },
  { longSeconds: 6 * HOUR, shortSeconds: 1800, budgetPercent: 20, severity: "critical" },
  { longSeconds: DAY, shortSeconds: 2 * HOUR, budgetPercent: 40, severity: "warning" },
];
const MONTHLY_FROM_SECONDS = 28 * DAY;

/** Factor of a pair: budget share × window / long window: 2 % of 30 days in an hour is 14.4. */
export const factorOf = (budgetPercent: number, windowSeconds: number, longSeconds: number): Fraction =>
  fraction(BigInt(budgetPercent) * BigInt(windowSeconds), 100n * BigInt(longSeconds));

/** The usual pairs of an SLO window: 14.4, 6, 3 and 1 for 30 days; 16.8, 5.6 and 2.8 for 7. Long windows that are no shorter than it are left out. */
export const burnPairsOf = (windowSeconds: number): (Omit<BurnPair, "factor"> & { factor: Fraction })[] =>
  (windowSeconds >= MONTHLY_FROM_SECONDS ? MONTHLY : WEEKLY)
    .filter(({ longSeconds }) => longSeconds < windowSeconds)
    .map(({ budgetPercent, ...pair }) => ({
      ...pair,
      factor: factorOf(budgetPercent, windowSeconds, pair.longSeconds),
    }));

/** How fast the budget is spent: 1 spends it in exactly one window. Null without data, and of 100 %, which has no budget. */
export function burnRate(share: Fraction | null, target: Fraction): Fraction | null {
  const allowed = subtract(ONE, target);
  if (share === null || allowed.numerator <= 0n) return null;
  return divide(subtract(ONE, share), allowed);
}
export const burnOf = (amount: Amount, target: Fraction): Fraction | null =>
  burnRate(shareOf(amount), target);

/** The burn when everything is bad, 1 / (1 − target): a factor above it never fires. Null of 100 %. */
export const greatestBurn = (target: Fraction): Fraction | null => burnRate(fraction(0n), target);

/** Whether both windows burn faster than the factor, strictly; null while neither no nor yes is known. */
export function exceeds(long: Fraction | null, short: Fraction | null, factor: Fraction): boolean | null {
  const verdicts = [long, short].map((burn) => (burn === null ? null : compare(burn, factor) > 0));
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
}

/** A pair that fires silences those below it. `firing` in the order of the pairs, the fastest first. */
export function suppressed(firing: readonly boolean[]): boolean[] {
  const first = firing.indexOf(true);
  return firing.map((fires, i) => fires && i !== first);
}

/** How long a failure of so large a share lasts until its pair fires: (1 − target) / share × long window × factor, in ms. */
export const millisecondsToFire = (
  share: Fraction,
  target: Fraction,
  { longSeconds, factor }: { longSeconds: number; factor: number | string },
): Fraction =>
  multiply(
    divide(subtract(ONE, target), share),
    multiply(fraction(BigInt(longSeconds) * 1000n), decimalOf(factor)),
  );

/** In how many ms a budget of which `left` remains (a share of one) ends at this burn; null: it does not end within a window. */
export function exhaustionMs(left: Fraction, burn: Fraction | null, windowMs: number): number | null {
  if (compare(left, fraction(0n)) <= 0) return 0;
  if (burn === null || burn.numerator <= 0n) return null;
  const ms = divide(multiply(left, fraction(BigInt(windowMs))), burn);
  return compare(ms, fraction(BigInt(windowMs))) > 0 ? null : Number(floor(ms));
}
