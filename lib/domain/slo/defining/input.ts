import { z } from "zod";
import { id } from "../../id.ts";
import { lines, singleLine } from "../../input/text.ts";
import { translations } from "../../language.ts";
import {
  type AlertRule,
  EXCLUSIONS,
  type ObjectiveRule,
  SEVERITIES,
  type SloDefinition,
} from "../definition.ts";
import { MAX_ALERTS, MAX_OBJECTIVES, MAX_PARTS } from "./known.ts";

const MAX_NAME = 255;
export const MAX_DESCRIPTION = 5_000;
const MAX_COMPONENTS = 100;
const MAX_RESPONSES = 50;

/** A percentage as people write it; a number is taken too. Compared as an exact fraction, never as a float. */
const percent = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string())
  .meta({ description: "Percent as a decimal string", example: "99.95" });
const name = singleLine(MAX_NAME);
const sliName = z.string().max(100).meta({ description: "Key or id of an SLI" });
const severity = z.enum(SEVERITIES);
const seconds = z.number().int().min(1).max(31_536_000);
const row = z.number().int().min(1).max(288);

export const objectiveRuleInput = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("availability"),
      components: z.array(z.string().max(64)).max(MAX_COMPONENTS),
      combine: z.enum(["any", "all"]).default("any"),
      evidence: z.array(sliName).max(MAX_PARTS).default([]),
    }),
    z.object({ kind: z.literal("ratio"), sli: sliName, is_strict: z.boolean().default(false) }),
    z.object({ kind: z.literal("time_slice"), sli: sliName, slice_target: percent }),
    z.object({
      kind: z.literal("latency"),
      sli: sliName,
      percentile: z.literal([50, 95, 99]),
      threshold_ms: z.number().positive(),
    }),
    z.object({
      kind: z.literal("composite"),
      combine: z.enum(["worst", "weighted"]),
      parts: z.array(z.object({ sli: sliName, weight: z.number().default(1) })).max(MAX_PARTS),
      is_strict: z.boolean().default(false),
    }),
    z.object({ kind: z.literal("zero_tolerance"), sli: sliName }),
  ])
  .meta({ id: "ObjectiveRule" });

export const alertRuleInput = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("burn"),
      severity,
      long_seconds: seconds,
      short_seconds: seconds,
      factor: z.number(),
    }),
    z.object({ kind: z.literal("lasting"), severity, below: percent, for_seconds: seconds }),
    z.object({ kind: z.literal("window"), severity, above: percent, bad: row, good: row }),
    z.object({ kind: z.literal("consecutive"), severity, bad: row, good: row }),
    z.object({ kind: z.literal("nearing"), severity, percent: z.number(), window_seconds: seconds }),
    z.object({ kind: z.literal("missed"), severity }),
    z.object({ kind: z.literal("first_bad"), severity }),
  ])
  .meta({ id: "AlertRule" });

export const objectiveInput = z
  .object({
    key: z.string().max(45),
    name,
    translations: translations.default({}),
    tier: z
      .string()
      .max(64)
      .nullable()
      .default(null)
      .meta({ description: "Key of the tier it is promised to" }),
    rule: objectiveRuleInput,
    target: percent.default("100"),
    alerts: z.array(alertRuleInput).max(MAX_ALERTS).default([]),
  })
  .meta({ id: "NewObjective" });

const fields = {
  key: z.string().max(63),
  name,
  description: lines(MAX_DESCRIPTION).nullable(),
  translations,
  components: z
    .array(z.string().max(64))
    .max(MAX_COMPONENTS)
    .meta({ description: "Affected services: catalogue keys or ids of components" }),
  is_public: z.boolean(),
  window_seconds: seconds.meta({ description: "The rolling window of the live budget and of the alerts" }),
  contract_time_zone: z
    .string()
    .max(64)
    .nullable()
    .meta({ description: "Zone of the calendar months that the contract counts; null: no contract" }),
  exclusions: z.array(z.enum(EXCLUSIONS)).max(EXCLUSIONS.length),
  responses: z.array(z.object({ severity, action: z.string().min(1).max(64) })).max(MAX_RESPONSES),
  notice: z.enum(["off", "draft", "publish"]),
  level_floor: z.literal([3, 4]).nullable(),
  escalation_policy_id: id.nullable(),
  objectives: z.array(objectiveInput).max(MAX_OBJECTIVES),
};

/** A new SLO as the manage API takes it. */
export const newSlo = z.object({
  ...fields,
  description: fields.description.default(null),
  translations: fields.translations.default({}),
  components: fields.components.default([]),
  is_public: fields.is_public.default(true),
  window_seconds: fields.window_seconds.default(2_592_000),
  contract_time_zone: fields.contract_time_zone.default(null),
  exclusions: fields.exclusions.default([]),
  responses: fields.responses.default([]),
  notice: fields.notice.default("draft"),
  level_floor: fields.level_floor.default(null),
  escalation_policy_id: fields.escalation_policy_id.default(null),
});
export type NewSlo = z.output<typeof newSlo>;

const { key: _fixed, ...changeable } = fields;
/** A change: what is left out stays; `objectives` are given whole, and keep what they are by their keys. */
export const sloPatch = z
  .object(changeable)
  .partial()
  .extend({
    version: z.number().int().min(1).optional().meta({
      description:
        "The version that was read; if it has changed since, the answer is 409 with the SLO as it is now",
    }),
  });
export type SloPatch = z.output<typeof sloPatch>;

type RuleInput = z.output<typeof objectiveRuleInput>;
type AlertInput = z.output<typeof alertRuleInput>;

function ruleOf(rule: RuleInput): ObjectiveRule {
  switch (rule.kind) {
    case "ratio":
      return { kind: rule.kind, sli: rule.sli, ...(rule.is_strict && { isStrict: true }) };
    case "time_slice":
      return { kind: rule.kind, sli: rule.sli, sliceTarget: rule.slice_target };
    case "latency": {
      const thresholdUs = Math.round(rule.threshold_ms * 1e6) / 1e3;
      return { kind: rule.kind, sli: rule.sli, percentile: rule.percentile, thresholdUs };
    }
    case "composite": {
      const { kind, combine, parts, is_strict } = rule;
      return { kind, combine, parts, ...(is_strict && { isStrict: true }) };
    }
    default:
      return rule;
  }
}

function alertOf(alert: AlertInput): AlertRule {
  switch (alert.kind) {
    case "burn": {
      const { kind, severity: how, factor } = alert;
      return {
        kind,
        severity: how,
        longSeconds: alert.long_seconds,
        shortSeconds: alert.short_seconds,
        factor,
      };
    }
    case "lasting":
      return {
        kind: alert.kind,
        severity: alert.severity,
        below: alert.below,
        forSeconds: alert.for_seconds,
      };
    case "nearing":
      return {
        kind: alert.kind,
        severity: alert.severity,
        percent: alert.percent,
        windowSeconds: alert.window_seconds,
      };
    default:
      return alert;
  }
}

/** What the wire says, as the domain says it. */
export const definitionOf = (input: NewSlo): SloDefinition => ({
  key: input.key,
  name: input.name,
  description: input.description,
  translations: input.translations,
  components: input.components,
  isPublic: input.is_public,
  settings: {
    operational: { kind: "rolling", seconds: input.window_seconds },
    contract:
      input.contract_time_zone === null ? null : { kind: "month", timeZone: input.contract_time_zone },
    exclusions: input.exclusions,
    responses: input.responses,
    notice: input.notice,
    levelFloor: input.level_floor,
    policyId: input.escalation_policy_id,
  },
  objectives: input.objectives.map((objective) => ({
    key: objective.key,
    name: objective.name,
    translations: objective.translations,
    tierKey: objective.tier,
    rule: ruleOf(objective.rule),
    target: objective.target,
    alerts: objective.alerts.map(alertOf),
  })),
});
