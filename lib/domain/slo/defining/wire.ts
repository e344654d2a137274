import type { z } from "zod";
import type { AlertRule, ObjectiveRule, SloDefinition } from "../definition.ts";
import type { alertRuleInput, NewSlo, objectiveRuleInput } from "./input.ts";

/** A rule as the manage API says it. */
export function wireRule(rule: ObjectiveRule): z.output<typeof objectiveRuleInput> {
  switch (rule.kind) {
    case "ratio":
      return { kind: rule.kind, sli: rule.sli, is_strict: rule.isStrict ?? false };
    case "time_slice":
      return { kind: rule.kind, sli: rule.sli, slice_target: rule.sliceTarget };
    case "latency":
      return {
        kind: rule.kind,
        sli: rule.sli,
        percentile: rule.percentile,
        threshold_ms: rule.thresholdUs / 1000,
      };
    case "composite":
      return {
        kind: rule.kind,
        combine: rule.combine,
        parts: rule.parts,
        is_strict: rule.isStrict ?? false,
      };
    default:
      return rule;
  }
}

/** An alert rule as the manage API says it. */
export function wireAlert(alert: AlertRule): z.output<typeof alertRuleInput> {
  const { severity } = alert;
  switch (alert.kind) {
    case "burn":
      return {
        kind: alert.kind,
        severity,
        long_seconds: alert.longSeconds,
        short_seconds: alert.shortSeconds,
        factor: alert.factor,
      };
    case "lasting":
      return { kind: alert.kind, severity, below: alert.below, for_seconds: alert.forSeconds };
    case "nearing":
      return { kind: alert.kind, severity, percent: alert.percent, window_seconds: alert.windowSeconds };
    default:
      return alert;
  }
}

/** A definition as the manage API says it: `definitionOf` reads the same again. */
export const wireOf = ({ settings, ...slo }: SloDefinition): NewSlo => ({
  key: slo.key,
  name: slo.name,
  description: slo.description,
  translations: slo.translations,
  components: slo.components,
  is_public: slo.isPublic,
  window_seconds: settings.operational.seconds,
  contract_time_zone: settings.contract?.timeZone ?? null,
  exclusions: settings.exclusions,
  responses: settings.responses,
  notice: settings.notice,
  level_floor: settings.levelFloor,
  escalation_policy_id: settings.policyId,
  objectives: slo.objectives.map((objective) => ({
    key: objective.key,
    name: objective.name,
    translations: objective.translations,
    tier: objective.tierKey,
    rule: wireRule(objective.rule),
    target: objective.target,
    alerts: objective.alerts.map(wireAlert),
  })),
});
