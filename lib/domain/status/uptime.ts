import { z } from "zod";
import type { UptimePolicy } from "#lib/domain/snapshot.ts";
import { clip, type Timeline } from "./span.ts";
import { ALL_STATES, type State, severity } from "./state.ts";

/** Integer milliseconds spent in each state. */
export type StateMs = Record<State, number>;

export const DEFAULT_POLICY: UptimePolicy = {
  version: 1,
  weights: { major_outage: 1, partial_outage: 0.3, degraded_performance: 0 },
};
/** A partial outage counts in full. */
export const STRICT_POLICY: UptimePolicy = {
  version: 1,
  weights: { major_outage: 1, partial_outage: 1, degraded_performance: 0 },
};

/** Weights are exact to a millionth. */
const WEIGHT_SCALE = 1_000_000;
const DOWN_STATES = ["major_outage", "partial_outage", "degraded_performance"] as const;
const scaledWeight = (policy: UptimePolicy, state: (typeof DOWN_STATES)[number]): number =>
  Math.round(policy.weights[state] * WEIGHT_SCALE);
const weight = z
  .number()
  .min(0)
  .max(1)
  .multipleOf(1 / WEIGHT_SCALE, "at most six decimals");
/** The share of a state's time that counts as downtime, as people set it and as the page stores it. */
export const policyWeights = z.object({
  major_outage: weight,
  partial_outage: weight,
  degraded_performance: weight,
});
/** Decimals of every percentage that is shown. */
export const PERCENT_DECIMALS = 4;

export const noMs = (): StateMs => ({
  operational: 0,
  under_maintenance: 0,
  degraded_performance: 0,
  partial_outage: 0,
  major_outage: 0,
  unknown: 0,
});

export const totalMs = (ms: StateMs): number => ALL_STATES.reduce((sum, state) => sum + ms[state], 0);
/** All but unknown time: the denominator of uptime. */
export const coveredMs = (ms: StateMs): number => totalMs(ms) - ms.unknown;

/** How long each state lasted in [from, until); holes are unknown, an open span lasts until `until` for this sum only. */
export function millisecondsByState(timeline: Timeline, from: number, until: number): StateMs {
  const ms = noMs();
  for (const span of clip(timeline, from, until, until)) ms[span.state] += span.endedAt - span.startedAt;
  return ms;
}

/** The sum: of two stretches of one component, or of two components. */
export const addMs = (a: StateMs, b: StateMs): StateMs => sumMs([a, b]);

/** The sum of many; none is nothing. */
export function sumMs(all: readonly StateMs[]): StateMs {
  const sum = noMs();
  for (const ms of all) for (const state of ALL_STATES) sum[state] += ms[state];
  return sum;
}

/**
 * 1 − (weighted downtime / covered time) as an exact pair of integers; null when nothing is covered. Of a group or a
 * page: give it the sums over the members, which is their mean weighted by covered time.
 */
export function uptimeRatio(ms: StateMs, policy: UptimePolicy): { up: bigint; covered: bigint } | null {
  const covered = BigInt(coveredMs(ms)) * BigInt(WEIGHT_SCALE);
  if (covered === 0n) return null;
  let up = covered;
  for (const state of DOWN_STATES) up -= BigInt(scaledWeight(policy, state)) * BigInt(ms[state]);
  return { up, covered };
}

/**
 * numerator / denominator in percent, cut (never rounded up) after `decimals`: "100.0000" only when it is exact.
 * @throws RangeError unless 0 ≤ numerator and 0 < denominator
 */
export function truncatedPercent(numerator: bigint, denominator: bigint, decimals: number): string {
  if (numerator < 0n || denominator <= 0n)
    throw new RangeError("a percentage needs 0 ≤ numerator, 0 < denominator");
  const digits = String((numerator * 100n * 10n ** BigInt(decimals)) / denominator).padStart(
    decimals + 1,
    "0",
  );
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

const WHOLE_PERCENT = truncatedPercent(1n, 1n, PERCENT_DECIMALS);

/** Uptime as shown, "99.9712"; null when nothing is covered. */
export function uptimePercent(ms: StateMs, policy: UptimePolicy): string | null {
  const covered = coveredMs(ms);
  if (covered === 0) return null;
  const weighted = DOWN_STATES.reduce((sum, state) => sum + scaledWeight(policy, state) * ms[state], 0);
  if (weighted === 0) return WHOLE_PERCENT;
  // With four decimals a percentage is parts in WEIGHT_SCALE: 1 − weighted/covered of them, in plain numbers while they
  // are exact (a hundred component days), which is what a page of bars asks for thousands of times.
  if (covered * WEIGHT_SCALE <= Number.MAX_SAFE_INTEGER) {
    const remainder = weighted % covered;
    const lost = (weighted - remainder) / covered + (remainder > 0 ? 1 : 0);
    const digits = String(WEIGHT_SCALE - lost).padStart(PERCENT_DECIMALS + 1, "0");
    return `${digits.slice(0, -PERCENT_DECIMALS)}.${digits.slice(-PERCENT_DECIMALS)}`;
  }
  const { up, covered: all } = uptimeRatio(ms, policy) as { up: bigint; covered: bigint };
  return truncatedPercent(up, all, PERCENT_DECIMALS);
}

/** The share of the time that anything is known about, "100.0000". */
export function coveragePercent(ms: StateMs): string {
  if (ms.unknown === 0 && coveredMs(ms) > 0) return WHOLE_PERCENT;
  const total = BigInt(totalMs(ms));
  return truncatedPercent(BigInt(coveredMs(ms)), total || 1n, PERCENT_DECIMALS);
}

/**
 * Shares of `totalSeconds` in proportion to `ms`, as integers that add up exactly (largest remainder; a tie goes to
 * the worse state). Nothing measured at all: everything is unknown.
 */
export function wholeSeconds(ms: StateMs, totalSeconds: number): StateMs {
  const total = totalMs(ms);
  const seconds = noMs();
  if (total === 0) return { ...seconds, unknown: totalSeconds };
  const only = ALL_STATES.find((state) => ms[state] === total);
  if (only) return { ...seconds, [only]: totalSeconds };
  const shares = ALL_STATES.filter((state) => ms[state] > 0).map((state) => {
    const { quotient, remainder } = dividedProduct(ms[state], totalSeconds, total);
    seconds[state] = quotient;
    return { state, remainder };
  });
  shares.sort((a, b) => b.remainder - a.remainder || severity(b.state) - severity(a.state));
  let left = totalSeconds - totalMs(seconds);
  for (const { state } of shares) if (left-- > 0) seconds[state] += 1;
  return seconds;
}

/** a·b / c in whole numbers: plain ones while the product is exact (a day of a thousand components is), else big ones. */
function dividedProduct(a: number, b: number, c: number): { quotient: number; remainder: number } {
  if (a * b <= Number.MAX_SAFE_INTEGER) {
    const remainder = (a * b) % c;
    return { quotient: (a * b - remainder) / c, remainder };
  }
  const product = BigInt(a) * BigInt(b);
  return { quotient: Number(product / BigInt(c)), remainder: Number(product % BigInt(c)) };
}
