import type { AlertRule } from "../definition.ts";

/** The name of a rule in memories and violations: what it is and what makes it differ from others of its kind. */
export function ruleName(rule: AlertRule): string {
  if (rule.kind === "burn") return `burn:${rule.longSeconds}:${rule.factor}`;
  if (rule.kind === "lasting") return `lasting:${rule.below}:${rule.forSeconds}`;
  if (rule.kind === "window") return `window:${rule.above}:${rule.bad}`;
  if (rule.kind === "consecutive") return `consecutive:${rule.bad}`;
  return rule.kind === "nearing" ? `nearing:${rule.percent}` : rule.kind;
}
