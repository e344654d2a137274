/**
 * Latencies are counted between fixed boundaries, so that counts of windows and places add up and "is the 95th percentile below
 * 100 ms" has an exact answer. Everything is stored on these boundaries: they never change.
 */

/** Every threshold of the contract with its 80 % (optimisation) and its 200 % (credit), in microseconds. */
export const CONTRACT_US = [
  40_000, 50_000, 80_000, 100_000, 160_000, 200_000, 400_000, 500_000, 800_000, 1_000_000, 1_600_000,
  2_000_000, 4_000_000, 5_000_000, 8_000_000, 10_000_000, 20_000_000,
] as const;

const FIRST_US = 1_000;
const LAST_US = 60_000_000;

/** Steps of at most 5 %, in whole numbers, so that every machine makes the same ones. */
function steps(): number[] {
  // One microsecond above each: "above 80 %" and "at or below 300 ms" are as exact as "below 100 ms".
  const fixed = [...CONTRACT_US.flatMap((us) => [us, us + 1]), LAST_US];
  const made = [FIRST_US];
  for (const next of fixed) {
    for (let last = made.at(-1)!; last < next; last = made.at(-1)!)
      made.push(Math.min(next, Math.floor((last * 21) / 20)));
  }
  return made;
}

/** Ascending; bin i counts what is below boundary i and at or above the one before, the last bin what is above all. */
export const BOUNDARIES_US: readonly number[] = steps();
export const BINS = BOUNDARIES_US.length + 1;

/** The bin that a latency in whole microseconds falls into. */
export function binOf(us: number): number {
  let low = 0;
  let high = BOUNDARIES_US.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (BOUNDARIES_US[middle]! <= us) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether "below it" can be told exactly from counts. */
export const isBoundary = (us: number): boolean => us > 0 && BOUNDARIES_US[binOf(us) - 1] === us;

/** Counts of latencies; 0.4 µs is counted as 0, as "below" is not changed by cutting. */
export function countsOf(latenciesUs: readonly number[]): bigint[] {
  const counts = new Array<bigint>(BINS).fill(0n);
  for (const us of latenciesUs) counts[binOf(Math.floor(us))]! += 1n;
  return counts;
}

/**
 * Counts of a histogram with other boundaries: how many lie above the boundary before and up to `upToUs`; Infinity is above all.
 * What other systems say of a bucket is its upper end only, so its events go to the bin just below that end: on a boundary of ours
 * pass and fail stay exact, but for a latency that is the boundary to the microsecond, which counts as below.
 */
export function countsOfBuckets(buckets: readonly { upToUs: number; count: bigint }[]): bigint[] {
  const counts = new Array<bigint>(BINS).fill(0n);
  for (const { upToUs, count } of buckets) {
    const bin = upToUs === Number.POSITIVE_INFINITY ? BINS - 1 : binOf(Math.max(0, Math.ceil(upToUs) - 1));
    counts[bin]! += count;
  }
  return counts;
}
