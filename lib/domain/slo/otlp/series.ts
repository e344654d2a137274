import { WINDOW_MS } from "../definition.ts";
import { between } from "./difference.ts";
import type { OtlpPoint, OtlpValue } from "./point.ts";

/** So many ends of deltas are remembered of a series: which of them were counted already. */
export const REMEMBERED_DELTAS = 64;
const WINDOW_NS = BigInt(WINDOW_MS) * 1_000_000n;

const LATE_FAULT = `is older than the last ${REMEMBERED_DELTAS} points of its series: nobody knows whether it was counted`;
const OTHER_FAULT = "has other buckets than the point before it: counted from here on";

/** What is remembered of a series, so that no point adds twice and a cumulative one adds what is new in it. */
export type SeriesState = {
  firstNs: bigint;
  startNs: bigint;
  lastNs: bigint;
  /** Ends of the last deltas, ascending; empty for cumulative ones. */
  recentNs: readonly bigint[];
  /** The last cumulative value; null for deltas. */
  value: OtlpValue | null;
};

/** `gained: null`: nothing new is known (a repetition, or where counting begins). */
export type Followed = { state: SeriesState; gained: OtlpValue | null; fault: string | null };

function followDelta({ startNs, timeNs, value }: OtlpPoint, state: SeriesState | null): Followed {
  const recent = state?.recentNs ?? [];
  if (state && recent.includes(timeNs)) return { state, gained: null, fault: null };
  if (state && recent.length === REMEMBERED_DELTAS && timeNs < recent[0]!)
    return { state, gained: null, fault: LATE_FAULT };
  const recentNs = [...recent, timeNs].sort((a, b) => (a < b ? -1 : 1)).slice(-REMEMBERED_DELTAS);
  const next = {
    firstNs: state?.firstNs ?? timeNs,
    startNs,
    lastNs: recentNs.at(-1)!,
    recentNs,
    value: null,
  };
  return { state: next, gained: value, fault: null };
}

/**
 * Whether all of the first value of a cumulative series is news: it began within a window (a start at its own instant says: unknown), or other series of its stream were heard
 * before, without it. Otherwise it is only where counting begins.
 */
function isAllNew({ startNs, timeNs }: OtlpPoint, streamSince: bigint | null): boolean {
  const isYoung = startNs > 0n && startNs < timeNs && timeNs - startNs <= WINDOW_NS;
  return isYoung || (streamSince !== null && streamSince < timeNs);
}

function followCumulative(point: OtlpPoint, state: SeriesState | null, streamSince: bigint | null): Followed {
  const { startNs, timeNs, value } = point;
  const next = { firstNs: state?.firstNs ?? timeNs, startNs, lastNs: timeNs, recentNs: [], value };
  if (!state?.value) return { state: next, gained: isAllNew(point, streamSince) ? value : null, fault: null };
  // What an older one says is part of what the newer one said.
  if (timeNs <= state.lastNs) return { state, gained: null, fault: null };
  if (startNs > state.startNs && state.startNs > 0n) return { state: next, gained: value, fault: null };
  const gained = between(value, state.value);
  if (gained === "other") return { state: next, gained: null, fault: OTHER_FAULT };
  return { state: next, gained: gained === "less" ? value : gained, fault: null };
}

/**
 * What a point adds to its series. `streamSince`: since when anything of its stream is heard, null if never. Points of a series are
 * followed in the order of their times.
 */
export const follow = (point: OtlpPoint, state: SeriesState | null, streamSince: bigint | null): Followed =>
  point.temporality === "delta" ? followDelta(point, state) : followCumulative(point, state, streamSince);
