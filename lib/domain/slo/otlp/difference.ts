import type { ExplicitValue, ExponentialValue, OtlpValue } from "./point.ts";

/** What came between two cumulative values; "less": it counts from nothing again; "other": they cannot be compared. */
export type Difference<V extends OtlpValue = OtlpValue> = V | "less" | "other";

function minus(now: readonly bigint[], before: readonly bigint[]): bigint[] | "less" {
  const gained = now.map((count, i) => count - (before[i] ?? 0n));
  return gained.some((count) => count < 0n) ? "less" : gained;
}

function betweenExplicit(now: ExplicitValue, before: ExplicitValue): Difference<ExplicitValue> {
  const isSame =
    now.bounds.length === before.bounds.length && now.bounds.every((bound, i) => bound === before.bounds[i]);
  if (!isSame) return "other";
  const counts = minus(now.counts, before.counts);
  return counts === "less" ? "less" : { ...now, counts, count: now.count - before.count };
}

/** The same histogram in buckets that are 2^by times as wide: bucket i falls into i >> by. */
export function downscaled(value: ExponentialValue, by: number): ExponentialValue {
  if (by === 0 || value.counts.length === 0) return { ...value, scale: value.scale - by };
  const bucketOf = (i: number) => Math.floor((value.offset + i) / 2 ** by);
  const offset = bucketOf(0);
  const counts = new Array<bigint>(bucketOf(value.counts.length - 1) - offset + 1).fill(0n);
  for (const [i, count] of value.counts.entries()) counts[bucketOf(i) - offset]! += count;
  return { ...value, scale: value.scale - by, offset, counts };
}

/** The upper end of bucket `i`. */
export const upperEnd = (scale: number, i: number): number => 2 ** ((i + 1) * 2 ** -scale);

/** The same with everything up to `threshold` counted as zero; null: the threshold cuts a bucket. */
function zeroedTo(value: ExponentialValue, threshold: number): ExponentialValue | null {
  if (threshold === value.zeroThreshold) return value;
  if (threshold < value.zeroThreshold) return null;
  const isZero = (i: number) => upperEnd(value.scale, value.offset + i) <= threshold;
  const zeros = value.counts.filter((_, i) => isZero(i));
  const lowest = upperEnd(value.scale, value.offset + zeros.length - 1);
  if (value.counts.slice(zeros.length).some((count) => count > 0n) && lowest < threshold) return null;
  return {
    ...value,
    zeroThreshold: threshold,
    zeroCount: zeros.reduce((sum, count) => sum + count, value.zeroCount),
    offset: value.offset + zeros.length,
    counts: value.counts.slice(zeros.length),
  };
}

function betweenExponential(now: ExponentialValue, before: ExponentialValue): Difference<ExponentialValue> {
  // A histogram widens its buckets as it fills; it never narrows them.
  if (now.scale > before.scale) return "other";
  const comparable = zeroedTo(downscaled(before, before.scale - now.scale), now.zeroThreshold);
  if (!comparable) return "other";
  const shift = comparable.offset - now.offset;
  const had = new Array<bigint>(now.counts.length).fill(0n);
  for (const [i, count] of comparable.counts.entries()) {
    if (count === 0n) continue;
    if (had[i + shift] === undefined) return "less";
    had[i + shift] = count;
  }
  const counts = minus(now.counts, had);
  const zeroCount = now.zeroCount - comparable.zeroCount;
  if (counts === "less" || zeroCount < 0n) return "less";
  return { ...now, counts, zeroCount, count: now.count - comparable.count };
}

/** What came between `before` and `now`, two values of one series that count since the same instant. */
export function between(now: OtlpValue, before: OtlpValue): Difference {
  if (now.count < before.count) return "less";
  if (now.kind === "sum" && before.kind === "sum") return { kind: "sum", count: now.count - before.count };
  if (now.kind === "explicit" && before.kind === "explicit") return betweenExplicit(now, before);
  if (now.kind === "exponential" && before.kind === "exponential") return betweenExponential(now, before);
  return "other";
}
