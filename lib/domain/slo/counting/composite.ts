import type { ObjectiveRule } from "../definition.ts";
import { add, compare, decimalOf, divide, type Fraction, fraction, multiply, ZERO } from "../fraction.ts";
import { type Amount, NOTHING, shareOf } from "./amount.ts";

type CompositeRule = Extract<ObjectiveRule, { kind: "composite" }>;

const greatestDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestDivisor(b, a % b));

/**
 * Several ratios as one: the part with the lowest share of good, or the weighted mean of the shares. Never pooled: a busy part would
 * hide a quiet one. Parts without data are left out; their weight is shared by the others. `amounts` in the order of the rule's parts.
 */
export function composed({ combine, parts }: CompositeRule, amounts: readonly Amount[]): Amount {
  const known = amounts.flatMap((amount, i) => {
    const share = shareOf(amount);
    return share ? [{ amount, share, weight: parts[i]!.weight }] : [];
  });
  if (combine === "worst")
    return known.reduce<{ amount: Amount; share: Fraction | null }>(
      (worst, part) => (worst.share === null || compare(part.share, worst.share) < 0 ? part : worst),
      { amount: NOTHING, share: null },
    ).amount;
  const weights = known.reduce((sum, { weight }) => add(sum, decimalOf(weight)), ZERO);
  if (weights.numerator === 0n) return NOTHING;
  const good = known.reduce((sum, { share, weight }) => add(sum, multiply(share, decimalOf(weight))), ZERO);
  const { numerator, denominator } = divide(good, weights);
  const divisor = greatestDivisor(numerator, denominator);
  return { good: numerator / divisor, total: denominator / divisor };
}

/** Two budgets together: what both may spend, if one never covers the other. 95 % twice is 90 %. */
export const jointTarget = (targets: readonly Fraction[]): Fraction =>
  targets.reduce((joint, target) => add(joint, add(target, fraction(-1n))), fraction(1n));

/** The amount of all SLIs of a rule together: the only one, or the composed one. */
export const amountOfParts = (rule: ObjectiveRule, amounts: readonly Amount[]): Amount =>
  rule.kind === "composite" ? composed(rule, amounts) : (amounts[0] ?? NOTHING);
