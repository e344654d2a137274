import { parseInstant } from "../input/instant.ts";
import { countsOfBuckets } from "./boundaries.ts";
import { WINDOW_SECONDS } from "./definition.ts";
import type { Measurement } from "./measurement.ts";
import type { SliKind } from "./source.ts";

export const MAX_MEASUREMENTS = 10_000;
/** How far ahead of our clock a window may begin. */
export const MAX_AHEAD_MS = 5 * 60_000;
/** What is older is history that was judged and, perhaps, settled. */
export const MAX_AGE_MS = 400 * 86_400_000;
export const MAX_BUCKETS = 300;
export const MAX_SOURCE_LENGTH = 60;
/** Who said it, where a caller names no source. */
export const API_SOURCE = "api";
const MAX_COUNT = BigInt(Number.MAX_SAFE_INTEGER);

/** What is needed of an SLI to take a measurement of it. */
export type MeasuredSli = { id: string; kind: SliKind };
export type SourcedMeasurement = Measurement & { source: string };
export type Rejected = { index: number; message: string };

const INSTANT_FAULT = "window_start must be an ISO-8601 instant with its zone, like 2026-11-23T10:05:00Z";
const SECONDS_FAULT = `window_seconds must be a whole number that divides ${WINDOW_SECONDS}`;
const SOURCE_FAULT = `source must be a text of 1 to ${MAX_SOURCE_LENGTH} letters, digits and .:_-`;
const SOURCE = new RegExp(`^[A-Za-z0-9.:_-]{1,${MAX_SOURCE_LENGTH}}$`);
const COUNT_FAULT = "must be a whole number of events from 0 to 9007199254740991";
const HISTOGRAM_FAULT = `histogram must be an object of at most ${MAX_BUCKETS} counts by the upper end of their bucket in microseconds, or +Inf`;
const RATIO_FAULT = "histogram: this SLI counts good events, not latencies";
const NO_HISTOGRAM_FAULT = "histogram is missing: this SLI counts latencies";
const END = /^(?:[1-9][0-9]{0,11}|\+Inf)$/;

/** The keys of SLIs that a batch names, each once: what the caller looks up before `readMeasurements`. */
export function namedSlis(batch: readonly unknown[]): string[] {
  const keys = new Set<string>();
  for (const entry of batch) {
    const key = (entry as { sli?: unknown } | null)?.sli;
    if (typeof key === "string") keys.add(key);
  }
  return [...keys];
}

function countOf(value: unknown): bigint | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : null;
}

/** Counts on our boundaries and how many there are, or what is wrong. */
function readHistogram(value: unknown): { counts: bigint[]; total: bigint } | string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return HISTOGRAM_FAULT;
  const entries = Object.entries(value);
  if (entries.length > MAX_BUCKETS) return HISTOGRAM_FAULT;
  let total = 0n;
  const buckets: { upToUs: number; count: bigint }[] = [];
  for (const [end, told] of entries) {
    if (!END.test(end)) return HISTOGRAM_FAULT;
    const count = countOf(told);
    if (count === null) return `histogram: each count ${COUNT_FAULT}`;
    total += count;
    buckets.push({ upToUs: end === "+Inf" ? Number.POSITIVE_INFINITY : Number(end), count });
  }
  return { counts: countsOfBuckets(buckets), total };
}

type Amounts = Pick<Measurement, "good" | "total" | "counts">;

/** What an entry says of its window, or what is wrong. */
function readAmounts(entry: Record<string, unknown>, kind: SliKind): Amounts | string {
  const isLatency = kind === "latency";
  if (isLatency && entry.histogram === undefined) return NO_HISTOGRAM_FAULT;
  if (!isLatency && entry.histogram !== undefined) return RATIO_FAULT;
  const histogram = isLatency ? readHistogram(entry.histogram) : null;
  if (typeof histogram === "string") return histogram;
  const total = entry.total === undefined && histogram ? histogram.total : countOf(entry.total);
  if (total === null) return `total ${COUNT_FAULT}`;
  const good = entry.good === undefined && histogram ? total : countOf(entry.good);
  if (good === null) return `good ${COUNT_FAULT}`;
  if (good > total) return `good must not be above total: ${good} > ${total}`;
  if (total > MAX_COUNT) return `total ${COUNT_FAULT}`;
  if (histogram && histogram.total !== total)
    return `histogram counts ${histogram.total} events and total says ${total}`;
  return { good, total, counts: histogram?.counts ?? [] };
}

function readWindow(entry: Record<string, unknown>, now: number) {
  const { window_start, window_seconds = WINDOW_SECONDS, source = API_SOURCE } = entry;
  const windowAt = typeof window_start === "string" ? parseInstant(window_start) : null;
  if (windowAt === null) return INSTANT_FAULT;
  if (!Number.isInteger(window_seconds)) return SECONDS_FAULT;
  const seconds = window_seconds as number;
  if (seconds < 1 || WINDOW_SECONDS % seconds !== 0) return SECONDS_FAULT;
  if (windowAt % (seconds * 1000) !== 0) return `window_start must lie on a whole ${seconds} s of UTC`;
  if (windowAt > now + MAX_AHEAD_MS)
    return `window_start lies more than ${MAX_AHEAD_MS / 60_000} minutes in the future`;
  if (windowAt < now - MAX_AGE_MS)
    return `window_start lies more than ${MAX_AGE_MS / 86_400_000} days in the past`;
  if (typeof source !== "string" || !SOURCE.test(source)) return SOURCE_FAULT;
  return { windowAt, windowSeconds: seconds, source };
}

/** One measurement, or the sentence that says what is wrong with it. */
function readMeasurement(
  entry: unknown,
  slis: ReadonlyMap<unknown, MeasuredSli>,
  now: number,
): SourcedMeasurement | string {
  if (typeof entry !== "object" || entry === null) return "must be an object";
  const fields = entry as Record<string, unknown>;
  const sli = slis.get(fields.sli);
  if (!sli) return typeof fields.sli === "string" ? "sli is unknown on this page" : "sli must be a text";
  const window = readWindow(fields, now);
  if (typeof window === "string") return window;
  const amounts = readAmounts(fields, sli.kind);
  if (typeof amounts === "string") return amounts;
  return { sliId: sli.id, ...window, ...amounts };
}

/**
 * Sorts a batch into measurements and refusals, each refusal with the place of its entry. Of the same window of the same source
 * given twice the later one stands, as if it had come later.
 */
export function readMeasurements(
  batch: readonly unknown[],
  slis: ReadonlyMap<unknown, MeasuredSli>,
  now: number,
): { measurements: SourcedMeasurement[]; repeated: number; rejected: Rejected[] } {
  const kept = new Map<string, SourcedMeasurement>();
  const rejected: Rejected[] = [];
  let read = 0;
  for (const [index, entry] of batch.entries()) {
    const one = readMeasurement(entry, slis, now);
    if (typeof one === "string") rejected.push({ index, message: one });
    else {
      read += 1;
      kept.set(`${one.sliId} ${one.windowAt} ${one.windowSeconds} ${one.source}`, one);
    }
  }
  return { measurements: [...kept.values()], repeated: read - kept.size, rejected };
}
