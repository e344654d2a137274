const SCALE = 10_000;

/**
 * Nearest rank: the value at position ⌈q·n⌉ of a list sorted upwards; null for an empty list. `q` in (0, 1], exact to
 * four decimals (0.07 × 100 in floating point is a little more than 7 and would give the eighth).
 */
export function percentile(sorted: readonly number[], q: number): number | null {
  const rank = Math.ceil((Math.round(q * SCALE) * sorted.length) / SCALE);
  return sorted[Math.max(rank, 1) - 1] ?? null;
}
