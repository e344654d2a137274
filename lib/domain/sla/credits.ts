import { add, compare, type Fraction, fraction, multiply, roundHalfUp } from "../slo/fraction.ts";
import type { TierKey } from "../slo/tier.ts";
import { CREDIT_CAP_PERCENT, LONG_RUN_WINDOWS, PERFORMANCE_CREDIT_PERCENT, SLA_TIERS } from "./rules.ts";

/** How an objective of performance did in a month. */
export type Performance = { objective: string; daysOver200Percent: number; longestRunWindows: number };

/** What decides about the credit of a month. Days are days of data loss and of a security incident. */
export type CreditFacts = {
  tier: TierKey;
  isBreached: boolean;
  hasSevereOutage: boolean;
  performance: readonly Performance[];
  dataLossDays: number;
  securityDays: number;
  daysInMonth: number;
};

/** Percentages of the fee, and amounts in minor units (won, cents). */
export type Credit = {
  availabilityPercent: number;
  performancePercent: number;
  cappedPercent: number;
  isWaived: boolean;
  refundMinor: bigint;
  amountMinor: bigint;
};

const performancePercent = (performance: readonly Performance[]): number =>
  performance.reduce((percent, { daysOver200Percent, longestRunWindows }) => {
    const clauses = Number(daysOver200Percent > 0) + Number(longestRunWindows >= LONG_RUN_WINDOWS);
    return percent + clauses * PERFORMANCE_CREDIT_PERCENT;
  }, 0);

const least = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b);

/**
 * The credit of a month: availability and performance together at most half the fee, a severe outage all of it, refunds of affected
 * days besides; never more than the fee. Rounded once, at the end, half up.
 */
export function creditOf(facts: CreditFacts, feeMinor: bigint): Credit {
  const availabilityPercent = facts.isBreached ? SLA_TIERS[facts.tier].creditPercent : 0;
  const performance = performancePercent(facts.performance);
  const cappedPercent = Math.min(availabilityPercent + performance, CREDIT_CAP_PERCENT);
  const fee = fraction(feeMinor);
  const days = fraction(BigInt(facts.dataLossDays + facts.securityDays), BigInt(facts.daysInMonth));
  const refund = multiply(fee, days);
  const percent = facts.hasSevereOutage ? 100 : cappedPercent;
  const amount = add(multiply(fee, fraction(BigInt(percent), 100n)), refund);
  return {
    availabilityPercent,
    performancePercent: performance,
    cappedPercent,
    isWaived: facts.hasSevereOutage,
    refundMinor: roundHalfUp(least(refund, fee)),
    amountMinor: roundHalfUp(least(amount, fee)),
  };
}
