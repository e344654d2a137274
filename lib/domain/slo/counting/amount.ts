import { type Fraction, fraction, multiply, ONE, subtract } from "../fraction.ts";

/** So much good of so much: milliseconds, events or windows. 0 ≤ good ≤ total. */
export type Amount = { readonly good: bigint; readonly total: bigint };

export const NOTHING: Amount = { good: 0n, total: 0n };

/** Sums, then divides: shares are never averaged (99 of 100 and 9,950 of 10,000 are 99.495 %). */
export const sumAmounts = (amounts: readonly Amount[]): Amount => ({
  good: amounts.reduce((sum, { good }) => sum + good, 0n),
  total: amounts.reduce((sum, { total }) => sum + total, 0n),
});

/** The share of good; null without any. */
export const shareOf = ({ good, total }: Amount): Fraction | null =>
  total === 0n ? null : fraction(good, total);

/** How much may be bad: total × (1 − target). */
export const budgetOf = (total: bigint, target: Fraction): Fraction =>
  multiply(fraction(total), subtract(ONE, target));

/** What is left of the budget; below zero when it is overspent. */
export const remainingOf = ({ good, total }: Amount, target: Fraction): Fraction =>
  subtract(budgetOf(total, target), fraction(total - good));
