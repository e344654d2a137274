import { dayBounds, lastDays } from "../../status/calendar.ts";
import { type Amount, budgetOf, shareOf } from "../counting/amount.ts";
import { amountOfParts } from "../counting/composite.ts";
import { percentileUs } from "../counting/percentile.ts";
import type { ObjectiveFigures, WindowFigures } from "../figures.ts";
import { compare, type Fraction, floor, fraction, percentText, subtract } from "../fraction.ts";
import { clipped, difference, lengthOf } from "../stretches.ts";
import { countedOf } from "./evidence.ts";
import type { JudgeInput, Range, TimeFacts } from "./input.ts";
import { contractMonth, FIGURE_DAYS, rangesOf, windowStart } from "./ranges.ts";

/** What a target asks of a share. `isStrict`: exactly the target misses it. */
export type Target = { share: Fraction; isStrict: boolean; hasBudget: boolean };

const isMetBy = (share: Fraction, target: Target): boolean =>
  compare(share, target.share) >= (target.isStrict ? 1 : 0);

/** What is left of a budget, in its unit (cut towards less) and in percent of it. */
function budgetFigures(budget: Fraction, bad: bigint) {
  const remaining = subtract(budget, fraction(bad));
  return {
    budget: String(floor(budget)),
    remaining: String(floor(remaining)),
    remainingPercent:
      budget.numerator === 0n
        ? null
        : percentText(
            fraction(remaining.numerator * budget.denominator, remaining.denominator * budget.numerator),
          ),
  };
}

const NO_BUDGET = { budget: null, remaining: null, remainingPercent: null };

/** Figures of events or windows. */
export function eventFigures(
  { from, until }: Omit<Range, "key">,
  amount: Amount,
  target: Target,
): WindowFigures {
  const share = shareOf(amount);
  const attainment = share && percentText(share);
  return {
    from,
    until,
    good: String(amount.good),
    total: String(amount.total),
    attainment,
    rawAttainment: attainment,
    excludedMs: 0,
    unknownMs: 0,
    bounds: null,
    ...(target.hasBudget
      ? budgetFigures(budgetOf(amount.total, target.share), amount.total - amount.good)
      : NO_BUDGET),
    isMet: share && isMetBy(share, target),
  };
}

/**
 * Figures of time: T = [from, until) as far as it is covered, in real milliseconds. Exclusions are taken from downtime only, unknown
 * time is not downtime. `budgetUntil`: the end of a month that still runs; its budget is the whole month's.
 */
export function timeFigures(
  { from, until }: Omit<Range, "key">,
  facts: TimeFacts,
  target: Target,
  budgetUntil = until,
): WindowFigures {
  const coveredFrom = Math.max(from, facts.coveredFrom ?? from);
  const totalMs = Math.max(0, until - coveredFrom);
  const unknown = clipped(facts.unknown, coveredFrom, until);
  const unknownMs = lengthOf(unknown);
  const rawMs = lengthOf(clipped(facts.raw, coveredFrom, until));
  const countedMs = lengthOf(clipped(countedOf(facts, until), coveredFrom, until));
  const mightBeMs = countedMs + lengthOf(difference(unknown, facts.excluded));
  const percentUp = (downMs: number) => percentText(fraction(BigInt(totalMs - downMs), BigInt(totalMs)));
  const isKnown = unknownMs < totalMs;
  const budget = budgetOf(BigInt(Math.max(0, budgetUntil - coveredFrom)), target.share);
  return {
    from,
    until,
    good: String(totalMs - countedMs),
    total: String(totalMs),
    attainment: isKnown ? percentUp(countedMs) : null,
    rawAttainment: isKnown ? percentUp(rawMs) : null,
    excludedMs: rawMs - countedMs,
    unknownMs,
    bounds: isKnown ? [percentUp(mightBeMs), percentUp(countedMs)] : null,
    ...budgetFigures(budget, BigInt(countedMs)),
    isMet: isKnown ? compare(fraction(BigInt(countedMs)), budget) <= 0 : null,
  };
}

type ByRange = Pick<ObjectiveFigures, "operational" | "contract" | "ninetyDays">;

function timeRanges({ objective, timeZone, now }: JudgeInput, facts: TimeFacts, target: Target): ByRange {
  const month = contractMonth(objective, now);
  const [firstDay = ""] = lastDays(FIGURE_DAYS, now, timeZone);
  const of = (from: number, budgetUntil?: number) =>
    timeFigures({ from, until: now }, facts, target, budgetUntil);
  return {
    operational: of(now - objective.settings.operational.seconds * 1000),
    contract: month && of(month.startedAt, month.endedAt),
    ninetyDays: of(dayBounds(firstDay, timeZone).startedAt),
  };
}

function eventRanges(input: JudgeInput, target: Target): ByRange {
  const ranges = rangesOf(input.objective, { ...input, dataUntil: null });
  const of = (key: string): WindowFigures | null => {
    const range = ranges.find((one) => one.key === key);
    if (!range) return null;
    return eventFigures(range, amountOfParts(input.objective.rule, input.amounts.get(key) ?? []), target);
  };
  return { operational: of("operational")!, contract: of("contract"), ninetyDays: of("ninety_days")! };
}

export const rangeFigures = (input: JudgeInput, target: Target): ByRange =>
  input.time ? timeRanges(input, input.time, target) : eventRanges(input, target);

/** The newest complete window with latencies. */
export function latestLatency({ windows, now }: JudgeInput): ObjectiveFigures["latency"] {
  const newest = windows[0]?.findLast(
    ({ at, counts }) => at < windowStart(now) && counts.some((n) => n > 0n),
  );
  if (!newest) return null;
  const [p50Us = null, p95Us = null, p99Us = null] = [50, 95, 99].map((q) => percentileUs(newest.counts, q));
  return { p50Us, p95Us, p99Us, windowAt: newest.at };
}
