import type { Reason } from "#lib/domain/reason.ts";
import { OUTCOMES, type Outcome } from "#lib/domain/status/sample.ts";
import { bell, fraction, hashOf } from "./chance.ts";
import type { Plan, Trouble } from "./plan.ts";

const HOUR = 3_600_000;
/** One slot in so many fails alone: never confirmed, so no outage, but the success ratio is not a suspicious 100 %. */
const LONE_FAILURES = 1 / 25_000;
const SLOW_SAMPLES = 1 / 400;
/** Everybody's busiest hour, UTC: two in the afternoon in Seoul. */
const BUSY_HOUR = 5;

export type SimulatedMonitor = { component: string; monitor: string; baseMs: number };
export type SimulatedSample = { outcome: Outcome; latencyMs: number | null; reason: Reason | null };

/** Measures one monitor of the planned world: what its sample of a slot says; null when nobody probed. */
export function simulate(plan: Plan, { component, monitor, baseMs }: SimulatedMonitor) {
  const key = hashOf(`${plan.seed} ${component} ${monitor}`);
  const own = plan.troubles.filter(
    (one) => one.component === component && (one.monitor === null || one.monitor === monitor),
  );
  return (slotAt: number): SimulatedSample | null => {
    if (plan.silences.some((one) => one.startedAt <= slotAt && slotAt < one.endedAt)) return null;
    const index = Math.floor(slotAt / 1000);
    const trouble = worstAt(own, slotAt);
    if (trouble?.outcome === "down") return { outcome: "down", latencyMs: null, reason: trouble.reason };
    if (!trouble && fraction(key ^ 0x3c6ef372, index) < LONE_FAILURES)
      return { outcome: "down", latencyMs: null, reason: "timeout" };
    const latencyMs = latency(key, index, baseMs, slotAt, trouble !== null);
    return trouble
      ? { outcome: "degraded", latencyMs, reason: trouble.reason }
      : { outcome: "up", latencyMs, reason: null };
  };
}

function worstAt(troubles: readonly Trouble[], at: number): Trouble | null {
  let found: Trouble | null = null;
  for (const one of troubles) {
    if (one.startedAt > at) break;
    if (one.endedAt > at && (!found || OUTCOMES.indexOf(one.outcome) > OUTCOMES.indexOf(found.outcome)))
      found = one;
  }
  return found;
}

/** A tenth of a millisecond is what a chart can show, and half the bytes. */
function latency(key: number, index: number, baseMs: number, at: number, isSlow: boolean): number {
  const daily = 1 + 0.18 * Math.cos(((at / HOUR - BUSY_HOUR) * Math.PI) / 12);
  const spread = Math.exp(0.2 * bell(key, index));
  const slow = isSlow
    ? 7 + 4 * fraction(key, index)
    : fraction(key ^ 0x1b873593, index) < SLOW_SAMPLES
      ? 4
      : 1;
  return Math.round(baseMs * daily * spread * slow * 10) / 10;
}
