import type { ExplicitValue, ExponentialValue, SumValue } from "./point.ts";
import { arrayOf, doubleOf, type Fields, fieldsOf, naturalOf } from "./wire.ts";

/** More buckets than that no sender makes; the SDKs' default is 160. */
export const MAX_OTLP_BUCKETS = 2_000;
const MAX_COUNT = BigInt(Number.MAX_SAFE_INTEGER);
const MIN_SCALE = -10;
const MAX_SCALE = 20;

const COUNT_FAULT = "a count is no whole number from 0 to 9007199254740991";
const ADD_UP_FAULT = "the counts of the buckets do not add up to count";

const countOf = (value: unknown): bigint | null => {
  const count = value === undefined ? 0n : naturalOf(value);
  return count !== null && count <= MAX_COUNT ? count : null;
};

/** Counts of buckets; null: one of them is none, or there are too many. */
function countsOf(value: unknown): bigint[] | null {
  const given = arrayOf(value);
  if (given.length > MAX_OTLP_BUCKETS) return null;
  const counts = given.map(countOf);
  return counts.includes(null) ? null : (counts as bigint[]);
}

const total = (counts: readonly bigint[]): bigint => counts.reduce((sum, count) => sum + count, 0n);

function maxOf(value: unknown): number | null {
  const max = doubleOf(value);
  return max !== null && Number.isFinite(max) && max >= 0 ? max : null;
}

/** A point of a sum that counts events: whole, whichever way it is written. */
export function readSum({ asInt, asDouble }: Fields): SumValue | string {
  const double = doubleOf(asDouble);
  const count = double === null ? countOf(asInt ?? null) : countOf(double);
  return count === null ? COUNT_FAULT : { kind: "sum", count };
}

/** A point of a histogram with bounds of its own. Without buckets everything lies in the last one. */
export function readExplicit(point: Fields): ExplicitValue | string {
  const count = countOf(point.count);
  const counts = countsOf(point.bucketCounts);
  if (count === null || counts === null) return COUNT_FAULT;
  const bounds = arrayOf(point.explicitBounds).map(doubleOf);
  const isOrdered = bounds.every(
    (bound, i) => bound !== null && Number.isFinite(bound) && (i === 0 || bound > bounds[i - 1]!),
  );
  if (!isOrdered) return "explicit_bounds are not ascending numbers";
  const max = maxOf(point.max);
  if (counts.length === 0 && bounds.length === 0)
    return { kind: "explicit", count, bounds: [], counts: [count], max };
  if (counts.length !== bounds.length + 1) return "bucket_counts must be one more than explicit_bounds";
  if (total(counts) !== count) return ADD_UP_FAULT;
  return { kind: "explicit", count, bounds: bounds as number[], counts, max };
}

/** A point of an exponential histogram; what counts events has no negative values. */
export function readExponential(point: Fields): ExponentialValue | string {
  const [count, zeroCount] = [countOf(point.count), countOf(point.zeroCount)];
  const { offset = 0, bucketCounts } = fieldsOf(point.positive);
  const counts = countsOf(bucketCounts);
  const negative = countsOf(fieldsOf(point.negative).bucketCounts);
  if (count === null || zeroCount === null || counts === null || negative === null) return COUNT_FAULT;
  if (total(negative) > 0n) return "the histogram has negative values";
  const { scale = 0, zeroThreshold = 0 } = point;
  if (!Number.isInteger(scale) || (scale as number) < MIN_SCALE || (scale as number) > MAX_SCALE)
    return `scale must be a whole number from ${MIN_SCALE} to ${MAX_SCALE}`;
  if (!Number.isInteger(offset) || Math.abs(offset as number) > 2 ** 31)
    return "offset must be a whole number";
  const threshold = doubleOf(zeroThreshold);
  if (threshold === null || !Number.isFinite(threshold) || threshold < 0)
    return "zero_threshold must be a number from 0";
  if (total(counts) + zeroCount !== count) return ADD_UP_FAULT;
  const measures = { scale: scale as number, offset: offset as number, zeroThreshold: threshold };
  return { kind: "exponential", count, zeroCount, ...measures, counts, max: maxOf(point.max) };
}
