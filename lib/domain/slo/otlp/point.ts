/** How many happened, all told. */
export type SumValue = { kind: "sum"; count: bigint };
/** Counts between bounds, each bucket up to and with its upper bound; one more count than bounds. */
export type ExplicitValue = {
  kind: "explicit";
  count: bigint;
  bounds: readonly number[];
  counts: readonly bigint[];
  /** The largest value, where the sender knows it. */
  max: number | null;
};
/** Bucket i holds (b^i, b^(i+1)] with b = 2^(2^-scale); `counts[0]` is of bucket `offset`. */
export type ExponentialValue = {
  kind: "exponential";
  count: bigint;
  scale: number;
  zeroCount: bigint;
  zeroThreshold: number;
  offset: number;
  counts: readonly bigint[];
  max: number | null;
};
export type OtlpValue = SumValue | ExplicitValue | ExponentialValue;

/** A data point of OpenTelemetry that tells amounts. Nanoseconds since the epoch, as they are sent. */
export type OtlpPoint = {
  metric: string;
  /** What tells one process that sends it from another: resource and scope with the name of the metric. */
  stream: string;
  /** The stream with the point's attributes: its points follow each other. */
  series: string;
  /** Of the point and, where it does not say them itself, of its resource; values as text. */
  attributes: ReadonlyMap<string, string>;
  temporality: "delta" | "cumulative";
  /** Since when a cumulative value counts, or where a delta begins; 0: not told. */
  startNs: bigint;
  timeNs: bigint;
  value: OtlpValue;
};

/** Points that cannot be counted, by metric and reason. */
export type RejectedPoints = { metric: string; reason: string; points: number };

const MAX_TOLD = 5;

/** What a sender is told of the points that were not taken. */
export function tellRejected(rejected: readonly RejectedPoints[]): {
  rejectedDataPoints: number;
  errorMessage: string;
} {
  const sums = new Map<string, RejectedPoints>();
  for (const { metric, reason, points } of rejected) {
    const name = `${metric}\n${reason}`;
    sums.set(name, { metric, reason, points: points + (sums.get(name)?.points ?? 0) });
  }
  const told = [...sums.values()].map(({ metric, reason, points }) => `${metric}: ${reason} (${points})`);
  const left = told.length - MAX_TOLD;
  return {
    rejectedDataPoints: rejected.reduce((sum, { points }) => sum + points, 0),
    errorMessage: told.slice(0, MAX_TOLD).join("; ") + (left > 0 ? `; and ${left} more` : ""),
  };
}
