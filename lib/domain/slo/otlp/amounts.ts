import { countsOfBuckets } from "../boundaries.ts";
import { WINDOW_MS } from "../definition.ts";
import type { Measurement } from "../measurement.ts";
import type { SliKind, SliSource } from "../source.ts";
import { upperEnd } from "./difference.ts";
import type { OtlpPoint, OtlpValue } from "./point.ts";

export type OtlpSource = Extract<SliSource, { kind: "otlp" }>;
export type OtlpSli = { id: string; kind: SliKind; source: OtlpSource };

const NS = 1_000_000n;

/** Whether a value is one of those that a pattern names: alternatives between `|`, `*` for anything. */
function fits(value: string | undefined, pattern: string): boolean {
  if (value === undefined) return false;
  return pattern.split("|").some((one) => {
    const parts = one.split("*");
    if (parts.length === 1) return value === one;
    let at = parts[0]!.length;
    if (!value.startsWith(parts[0]!)) return false;
    for (const part of parts.slice(1, -1)) {
      const found = value.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    const last = parts.at(-1)!;
    return value.length - last.length >= at && value.endsWith(last);
  });
}

const fitAll = ({ attributes }: OtlpPoint, wanted: Readonly<Record<string, string>>): boolean =>
  Object.entries(wanted).every(([key, pattern]) => fits(attributes.get(key), pattern));

/** Whether a point is one of those that an SLI counts. */
export const isOf = (point: OtlpPoint, { source }: OtlpSli): boolean =>
  point.metric === source.metric && fitAll(point, source.attributes);

/** Why an SLI can count nothing of what a point tells; null: it can. */
export const kindFault = ({ value }: OtlpPoint, { kind }: OtlpSli): string | null =>
  kind === "latency" && value.kind === "sum" ? "a sum has no latencies: send a histogram" : null;

/** The window in which a point lies: the one in which it ends, a point at 10:05:00 sharp in the one before. */
export const windowOf = ({ timeNs }: OtlpPoint): number =>
  Math.floor(Number((timeNs - 1n) / NS) / WINDOW_MS) * WINDOW_MS;

/** Binary fractions of a second are made whole again: 0.07 s is 70,000 µs and not a hair more. */
const inUs = (value: number, unitUs: number): number => Math.round(value * unitUs * 1_000) / 1_000;

/**
 * Latencies on our boundaries. An event counts as slow as its bucket allows: at the bucket's upper end, or at the largest value
 * that the sender knows, whichever is less.
 */
export function latencyCounts(value: Exclude<OtlpValue, { kind: "sum" }>, unitUs: number): bigint[] {
  const slowest = value.max === null ? Number.POSITIVE_INFINITY : Math.floor(inUs(value.max, unitUs)) + 1;
  const bucket = (end: number, count: bigint) => ({ upToUs: Math.min(end, slowest), count });
  if (value.kind === "explicit") {
    const ends = [...value.bounds.map((bound) => inUs(bound, unitUs)), Number.POSITIVE_INFINITY];
    return countsOfBuckets(value.counts.map((count, i) => bucket(ends[i]!, count)));
  }
  const ends = value.counts.map((_, i) => upperEnd(value.scale, value.offset + i) * unitUs);
  return countsOfBuckets([
    bucket(inUs(value.zeroThreshold, unitUs), value.zeroCount),
    ...value.counts.map((count, i) => bucket(ends[i]!, count)),
  ]);
}

export type Amounts = Pick<Measurement, "good" | "total" | "counts">;

/** What of a gain counts for an SLI that its point is one of. */
export function amountsOf(point: OtlpPoint, gained: OtlpValue, { kind, source }: OtlpSli): Amounts {
  const total = gained.count;
  if (kind === "latency" && gained.kind !== "sum")
    return { good: total, total, counts: latencyCounts(gained, source.unitUs ?? 1) };
  return { good: fitAll(point, source.good ?? {}) ? total : 0n, total, counts: [] };
}

/** Amounts of the same window, added up. */
export function addAmounts(a: Amounts, b: Amounts): Amounts {
  const [longer, shorter] = a.counts.length >= b.counts.length ? [a.counts, b.counts] : [b.counts, a.counts];
  return {
    good: a.good + b.good,
    total: a.total + b.total,
    counts: longer.map((count, i) => count + (shorter[i] ?? 0n)),
  };
}
