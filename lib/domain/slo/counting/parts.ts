import type { ObjectiveRule } from "../definition.ts";

/** The SLIs of a rule, in its order: parts of a composite, else one. Availability has none of its own: its evidence is time. */
export function slisOf(rule: ObjectiveRule): string[] {
  if (rule.kind === "availability") return [];
  return rule.kind === "composite" ? rule.parts.map(({ sli }) => sli) : [rule.sli];
}

/** Whether its amounts are windows, good ones of all evaluable ones, and not events that add up. */
export const countsWindows = (
  rule: ObjectiveRule,
): rule is Extract<ObjectiveRule, { kind: "latency" | "time_slice" }> =>
  rule.kind === "latency" || rule.kind === "time_slice";

/** What its sums are counted by: sums of another rule are counted anew. */
export const countedBy = (rule: ObjectiveRule): string => JSON.stringify(rule);
