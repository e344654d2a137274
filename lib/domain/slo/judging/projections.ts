import { budgetOf, remainingOf } from "../counting/amount.ts";
import type { AlertRule, StoredObjective } from "../definition.ts";
import type { ObjectiveFigures } from "../figures.ts";
import {
  decimalOf,
  decimalText,
  divide,
  type Fraction,
  floor,
  PERCENT_FIGURE_DECIMALS,
} from "../fraction.ts";
import { burnRate, exceeds, exhaustionMs, suppressed } from "../rules/burn.ts";
import { clipped, lengthOf } from "../stretches.ts";
import { countedOf, type Evidence } from "./evidence.ts";
import type { Target } from "./figures.ts";
import type { JudgeInput } from "./input.ts";

const burnText = (burn: Fraction | null): string | null => burn && decimalText(burn, PERCENT_FIGURE_DECIMALS);

type BurnAlert = Extract<AlertRule, { kind: "burn" }>;
export const isBurn = (alert: AlertRule): alert is BurnAlert => alert.kind === "burn";

/** Burn rules of an objective, the fastest first. */
export const burnAlerts = (alerts: readonly AlertRule[]): BurnAlert[] =>
  alerts.filter(isBurn).sort((a, b) => b.factor - a.factor);

/** How fast every pair of windows burns, and which fires. */
export function burnFigures(
  objective: StoredObjective,
  evidence: Evidence,
  target: Target,
): ObjectiveFigures["burn"] {
  const pairs = burnAlerts(objective.alerts).map((alert) => {
    const [long, short] = [alert.longSeconds, alert.shortSeconds].map((seconds) =>
      evidence.until === null ? null : burnRate(evidence.share(seconds), target.share),
    ) as [Fraction | null, Fraction | null];
    return { alert, long, short, isOver: exceeds(long, short, decimalOf(alert.factor)) === true };
  });
  const silenced = suppressed(pairs.map(({ isOver }) => isOver));
  return pairs.map(({ alert, long, short, isOver }, i) => ({
    longSeconds: alert.longSeconds,
    shortSeconds: alert.shortSeconds,
    factor: alert.factor,
    longBurn: burnText(long),
    shortBurn: burnText(short),
    firing: isOver && !silenced[i],
    severity: alert.severity,
  }));
}

/** The share of the operational budget that is left; null without a budget or data. */
function leftOf({ operational }: Pick<ObjectiveFigures, "operational">, target: Target): Fraction | null {
  const amount = { good: BigInt(operational.good), total: BigInt(operational.total) };
  const budget = budgetOf(amount.total, target.share);
  return budget.numerator > 0n ? divide(remainingOf(amount, target.share), budget) : null;
}

const windowMsOf = ({ objective }: JudgeInput): number => objective.settings.operational.seconds * 1000;

/** When the budget ends if the burn of the last hour goes on; milliseconds since the epoch, null: it does not. */
export function exhaustedAt(
  input: JudgeInput,
  evidence: Evidence,
  target: Target,
  ranges: Pick<ObjectiveFigures, "operational">,
): number | null {
  const left = leftOf(ranges, target);
  if (left === null) return null;
  const hourly = evidence.until === null ? null : burnRate(evidence.share(3600), target.share);
  const inMs = exhaustionMs(left, hourly, windowMsOf(input));
  return inMs === null ? null : input.now + inMs;
}

/** In how many ms the budget ends if what happens now goes on: a running outage, the burn of the last five minutes. */
export function endsInMs(
  input: JudgeInput,
  evidence: Evidence,
  target: Target,
  ranges: Pick<ObjectiveFigures, "operational">,
): number | null {
  const left = leftOf(ranges, target);
  if (left === null) return null;
  const windowMs = windowMsOf(input);
  const { time, now } = input;
  if (!time) {
    const burn = evidence.until === null ? null : burnRate(evidence.share(300), target.share);
    return burn === null || burn.numerator === 0n ? null : exhaustionMs(left, burn, windowMs);
  }
  const counted = countedOf(time, now);
  if (counted.at(-1)?.endedAt !== now) return null;
  // Of the whole window, also where less of it is covered: a young component is not at its end with its first outage.
  const spentMs = BigInt(lengthOf(clipped(counted, now - windowMs, now)));
  const leftMs = floor(
    remainingOf({ good: BigInt(windowMs) - spentMs, total: BigInt(windowMs) }, target.share),
  );
  return leftMs > 0n ? Number(leftMs) : 0;
}
