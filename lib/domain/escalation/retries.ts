import type { Outcome } from "../delivery/outcome.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Nobody is waited for longer: an answer that late helps nobody. */
const MAX_WAIT_MS = 10 * MINUTE_MS;

/** Pauses between tries; after the last one has failed nothing more is tried. */
export const ACTION_RETRIES_MS: readonly number[] = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
];
export const PAGER_RETRIES_MS: readonly number[] = [
  5 * SECOND_MS,
  ...Array.from({ length: 3 }, () => 30 * SECOND_MS),
  ...Array.from({ length: 12 }, () => 5 * MINUTE_MS),
];

/** What becomes of a call after its try number `tries`: done, failed for good, or tried again at an instant (ms). */
export type AfterTry = { state: "succeeded" | "failed"; dueAt: null } | { state: "pending"; dueAt: number };

/** @param tries how many there were, this one included */
export function afterTry(
  outcome: Outcome,
  tries: number,
  pausesMs: readonly number[],
  now: number,
): AfterTry {
  if (outcome.kind === "sent") return { state: "succeeded", dueAt: null };
  const pauseMs = pausesMs[tries - 1];
  if (outcome.kind === "permanent" || pauseMs === undefined) return { state: "failed", dueAt: null };
  return { state: "pending", dueAt: now + Math.min(MAX_WAIT_MS, Math.max(pauseMs, outcome.afterMs ?? 0)) };
}
