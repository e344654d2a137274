import { budgetOf } from "../slo/counting/amount.ts";
import {
  compare,
  type Fraction,
  floor,
  fraction,
  parsePercent,
  percentText,
  subtract,
} from "../slo/fraction.ts";
import {
  clipped,
  difference,
  intersection,
  lengthOf,
  type Stretch,
  type Stretches,
  union,
} from "../slo/stretches.ts";
import type { TierKey } from "../slo/tier.ts";
import { daysOfMonth, monthBounds } from "../status/calendar.ts";
import { type Adjustment, effectiveDowntime } from "./adjustment.ts";
import { type Credit, creditOf, type Performance } from "./credits.ts";
import { capped, isAnnounced, type MaintenanceVersion } from "./exclusions.ts";
import { RULE_VERSION, SAME_OUTAGE_GAP_MS, SEVERE_OUTAGE_MS, SLA_TIERS } from "./rules.ts";

/** A month of a customer, "2026-09" in the contract's zone. Instants in ms; the fee is what was charged for the month, in minor units. */
export type SlaMonth = {
  month: string;
  timeZone: string;
  tier: TierKey;
  feeMinor: bigint;
  /** Null: the whole month. */
  subscription: Stretch | null;
  outages: readonly Stretch[];
  maintenance: readonly MaintenanceVersion[];
  maintenanceCapMs: number;
  adjustments: readonly Adjustment[];
  performance: readonly Performance[];
  dataLossDays: number;
  securityDays: number;
};

/** What the contract says of the month. Amounts of time in ms, whole ones, cut towards less. */
export type SlaResult = {
  totalMs: number;
  downMs: number;
  excludedMs: number;
  countedMs: number;
  availability: string;
  shown: string;
  target: string;
  budgetMs: bigint;
  remainingMs: bigint;
  isBreached: boolean;
  credit: Credit;
  ruleVersion: string;
};

/** The part of the month that the customer had; null when it is empty. */
export function subscribedMonth({
  month,
  timeZone,
  subscription,
}: Pick<SlaMonth, "month" | "timeZone" | "subscription">): Stretch | null {
  const whole = monthBounds(month, timeZone);
  return (
    clipped([whole], subscription?.startedAt ?? whole.startedAt, subscription?.endedAt ?? whole.endedAt)[0] ??
    null
  );
}

/** Downtime as outages: pieces closer than SAME_OUTAGE_GAP_MS are one. */
export function outagesOf(down: Stretches): Stretch[][] {
  const outages: Stretch[][] = [];
  for (const piece of down) {
    const last = outages.at(-1);
    if (last && piece.startedAt - last.at(-1)!.endedAt < SAME_OUTAGE_GAP_MS) last.push(piece);
    else outages.push([piece]);
  }
  return outages;
}

const isSevere = (outage: Stretches, excluded: Stretches): boolean =>
  lengthOf(difference(outage, excluded)) >= SEVERE_OUTAGE_MS;

/**
 * A month by the contract: availability over real milliseconds, exclusions taken from downtime only, breach compared before anything
 * is rounded, credits, waiver and refunds. Pure: the same facts give the same result for ever.
 * @throws RangeError when nothing of the month was subscribed
 */
export function evaluateSla(facts: SlaMonth): SlaResult {
  const time = subscribedMonth(facts);
  if (!time) throw new RangeError("nothing of the month was subscribed");
  const inside = (stretches: Iterable<Stretch>) => clipped(union(stretches), time.startedAt, time.endedAt);
  const down = inside(facts.outages);
  const excluded = capped(inside(facts.maintenance.filter(isAnnounced)), facts.maintenanceCapMs);
  const counted = difference(down, excluded);
  const totalMs = time.endedAt - time.startedAt;
  const countedMs = lengthOf(counted);
  const target: Fraction = parsePercent(SLA_TIERS[facts.tier].availability);
  const budget = budgetOf(BigInt(totalMs), target);
  const remaining = subtract(budget, effectiveDowntime(counted, facts.adjustments, target, time));
  const isBreached = compare(remaining, fraction(0n)) < 0;
  const share = fraction(BigInt(totalMs - countedMs), BigInt(totalMs));
  const hasSevereOutage = outagesOf(down).some((outage) => isSevere(outage, excluded));
  const daysInMonth = daysOfMonth(facts.month).length;
  return {
    totalMs,
    downMs: lengthOf(down),
    excludedMs: lengthOf(intersection(down, excluded)),
    countedMs,
    availability: percentText(share),
    shown: percentText(share, 4),
    target: SLA_TIERS[facts.tier].availability,
    budgetMs: floor(budget),
    remainingMs: floor(remaining),
    isBreached,
    credit: creditOf({ ...facts, isBreached, hasSevereOutage, daysInMonth }, facts.feeMinor),
    ruleVersion: RULE_VERSION,
  };
}
