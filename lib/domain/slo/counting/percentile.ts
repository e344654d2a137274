import { BOUNDARIES_US } from "../boundaries.ts";

/** How many are counted. */
export const countOf = (counts: readonly bigint[]): bigint => counts.reduce((sum, count) => sum + count, 0n);

/** Counts of two windows, places or parts together; an empty list is nothing. */
export function addCounts(a: readonly bigint[], b: readonly bigint[]): bigint[] {
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  return longer.map((count, bin) => count + (shorter[bin] ?? 0n));
}

/** The place in order, from 1, of the nearest-rank percentile: ⌈percentile · n / 100⌉; of ten the 95th is the tenth. */
export const nearestRank = (percentile: number, n: bigint): bigint => (BigInt(percentile) * n + 99n) / 100n;

/**
 * The nearest-rank percentile of counts on BOUNDARIES_US: the greatest whole number of microseconds that it can be, at most 5 %
 * above the real one (above the last boundary: that boundary). Null when nothing is counted. Of a boundary T,
 * `percentileUs < T` is exact.
 */
export function percentileUs(counts: readonly bigint[], percentile: number): number | null {
  const n = countOf(counts);
  if (n === 0n) return null;
  const rank = nearestRank(percentile, n);
  let seen = 0n;
  const bin = counts.findIndex((count) => {
    seen += count;
    return seen >= rank;
  });
  const above = BOUNDARIES_US[bin];
  return above === undefined ? BOUNDARIES_US.at(-1)! : above - 1;
}
