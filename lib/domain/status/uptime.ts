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
export function addMs(a: StateMs, b: StateMs): StateMs {
  const sum = noMs();
  for (const state of ALL_STATES) sum[state] = a[state] + b[state];
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
  for (const state of ["major_outage", "partial_outage", "degraded_performance"] as const)
    up -= BigInt(Math.round(policy.weights[state] * WEIGHT_SCALE)) * BigInt(ms[state]);
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

/** Uptime as shown, "99.9712"; null when nothing is covered. */
export function uptimePercent(ms: StateMs, policy: UptimePolicy): string | null {
  const ratio = uptimeRatio(ms, policy);
  return ratio && truncatedPercent(ratio.up, ratio.covered, PERCENT_DECIMALS);
}

/** The share of the time that anything is known about, "100.0000". */
export function coveragePercent(ms: StateMs): string {
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
  const shares = ALL_STATES.map((state) => {
    const product = BigInt(ms[state]) * BigInt(totalSeconds);
    seconds[state] = Number(product / BigInt(total));
    return { state, remainder: product % BigInt(total) };
  });
  shares.sort((a, b) => Number(b.remainder - a.remainder) || severity(b.state) - severity(a.state));
  let left = totalSeconds - totalMs(seconds);
  for (const { state } of shares) if (left-- > 0) seconds[state] += 1;
  return seconds;
}
