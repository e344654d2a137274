import type { AlertRule, ObjectiveDefinition, ObjectiveRule, SloDefinition } from "../definition.ts";

const DECIMAL = /^(\d+)(?:\.(\d+))?$/;

/** A decimal without needless zeros: "099.90" is "99.9". What is no decimal stays what it is. */
export function plainDecimal(text: string): string {
  const match = DECIMAL.exec(text.trim());
  if (!match) return text;
  const whole = match[1]!.replace(/^0+(?=\d)/, "");
  const decimals = (match[2] ?? "").replace(/0+$/, "");
  return decimals ? `${whole}.${decimals}` : whole;
}

/** The point moved by two places to the right: a share of one in percent, exactly. "0.9995" is "99.95". */
export function percentOfShare(share: string): string {
  const match = DECIMAL.exec(share.trim());
  if (!match) return share;
  const decimals = (match[2] ?? "").padEnd(2, "0");
  return plainDecimal(`${match[1]}${decimals.slice(0, 2)}.${decimals.slice(2) || "0"}`);
}

/** The other way: "99.95" is "0.9995". */
export function shareOfPercent(percent: string): string {
  const match = DECIMAL.exec(percent.trim());
  if (!match) return percent;
  const whole = match[1]!.padStart(3, "0");
  return plainDecimal(`${whole.slice(0, -2)}.${whole.slice(-2)}${match[2] ?? ""}`);
}

function normalRule(rule: ObjectiveRule): ObjectiveRule {
  if (rule.kind === "time_slice") return { ...rule, sliceTarget: plainDecimal(rule.sliceTarget) };
  if (rule.kind !== "ratio" && rule.kind !== "composite") return rule;
  const { isStrict, ...rest } = rule;
  return isStrict ? { ...rest, isStrict } : rest;
}

function normalAlert(alert: AlertRule): AlertRule {
  if (alert.kind === "lasting") return { ...alert, below: plainDecimal(alert.below) };
  return alert.kind === "window" ? { ...alert, above: plainDecimal(alert.above) } : alert;
}

/** Burn rules stand first, the fastest at the head: that is also the order in which they silence each other. */
function normalAlerts(alerts: readonly AlertRule[]): AlertRule[] {
  const longOf = (alert: AlertRule) => (alert.kind === "burn" ? alert.longSeconds : Number.POSITIVE_INFINITY);
  return alerts.map(normalAlert).toSorted((a, b) => {
    const [left, right] = [longOf(a), longOf(b)];
    return left === right ? 0 : left - right;
  });
}

const normalObjective = (objective: ObjectiveDefinition): ObjectiveDefinition => ({
  ...objective,
  target: objective.rule.kind === "zero_tolerance" ? "100" : plainDecimal(objective.target),
  rule: normalRule(objective.rule),
  alerts: normalAlerts(objective.alerts),
});

/** The one form of a definition: two that mean the same are equal. */
export const normalDefinition = (slo: SloDefinition): SloDefinition => ({
  ...slo,
  description: slo.description === "" ? null : slo.description,
  objectives: slo.objectives.map(normalObjective),
});
