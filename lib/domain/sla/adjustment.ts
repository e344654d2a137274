import { add, compare, type Fraction, fraction, multiply, subtract, ZERO } from "../slo/fraction.ts";
import { clipped, lengthOf, type Stretch, type Stretches } from "../slo/stretches.ts";

/** A relaxation of the target for some time, agreed and told beforehand. `target` is a share of one. */
export type Adjustment = Stretch & { target: Fraction };

/**
 * Downtime in ms that is weighed against the unrelaxed budget: what lies outside of relaxed times in full, inside only what exceeds
 * their extra allowance. Pooling the allowance with the budget instead would let outages outside spend the relief.
 */
export function effectiveDowntime(
  counted: Stretches,
  adjustments: readonly Adjustment[],
  target: Fraction,
  { startedAt, endedAt }: Stretch,
): Fraction {
  let effective = fraction(BigInt(lengthOf(counted)));
  for (const adjustment of adjustments) {
    const [relaxed] = clipped([adjustment], startedAt, endedAt);
    if (!relaxed) continue;
    const inside = fraction(BigInt(lengthOf(clipped(counted, relaxed.startedAt, relaxed.endedAt))));
    const relief = multiply(
      fraction(BigInt(relaxed.endedAt - relaxed.startedAt)),
      subtract(target, adjustment.target),
    );
    const over = subtract(inside, relief);
    effective = add(subtract(effective, inside), compare(over, ZERO) > 0 ? over : ZERO);
  }
  return effective;
}
