import { stringify } from "yaml";
import { durationText } from "../slo/defining/duration.ts";
import { shareOfPercent } from "../slo/defining/normal.ts";
import type { SliDefinition } from "../slo/defining/stored.ts";
import type { AlertRule, ObjectiveDefinition, SloDefinition } from "../slo/definition.ts";
import { facetOf, labelOf, listText, NEARLY_ALL, ours } from "./annotations.ts";
import { ruleText } from "./rules-text.ts";
import { sliSpec } from "./write-sli.ts";

export const API_VERSION = "openslo/v1";
const MAX_DISPLAY_NAME = 63;
/** OpenSLO wants to know whom an alert policy tells; here the escalation policy does. */
export const ESCALATION_TARGET = "escalation";
const SERVICE = "t-developer";

type BurnRule = Extract<AlertRule, { kind: "burn" }>;
type Fields = Record<string, unknown>;

export const policyName = ({ severity, longSeconds, factor }: BurnRule): string =>
  labelOf(`${severity}-${durationText(longSeconds)}-${factor}`);

const burns = (alerts: readonly AlertRule[]): BurnRule[] => alerts.filter((alert) => alert.kind === "burn");
const samePolicy = (a: BurnRule, b: BurnRule): boolean =>
  policyName(a) === policyName(b) && a.shortSeconds === b.shortSeconds;

/** Every burn rule of the SLO once, in the order of its objectives. */
function policiesOf({ objectives }: SloDefinition): BurnRule[] {
  const all = objectives.flatMap(({ alerts }) => burns(alerts));
  return all.filter((rule, i) => all.findIndex((other) => samePolicy(other, rule)) === i);
}

function policyDocument(rule: BurnRule): Fields {
  const name = policyName(rule);
  return {
    kind: "AlertPolicy",
    metadata: { name, annotations: { [ours("short-window")]: durationText(rule.shortSeconds) } },
    spec: {
      conditions: [
        {
          kind: "AlertCondition",
          metadata: { name },
          spec: {
            severity: rule.severity,
            condition: {
              kind: "burnrate",
              op: "gt",
              threshold: rule.factor,
              lookbackWindow: durationText(rule.longSeconds),
            },
          },
        },
      ],
      notificationTargets: [{ targetRef: ESCALATION_TARGET }],
    },
  };
}

/** What OpenSLO calls objectives: one of ours, or one for each part of a composite one. */
type Entry = { key: string; indicator: Fields; fields: Fields };

function entriesOf({ key, name, rule, target }: ObjectiveDefinition): Entry[] {
  const base = { displayName: name };
  const targetPercent = Number(rule.kind === "zero_tolerance" ? NEARLY_ALL : target);
  const slice = { timeSliceWindow: "5m" };
  switch (rule.kind) {
    case "availability": {
      const { components, combine, evidence } = rule;
      const spec = { components, combine, ...(evidence.length > 0 && { evidence }) };
      const raw = { metricSource: { type: "availability", spec } };
      const indicator = {
        metadata: { name: "availability" },
        spec: { ratioMetric: { counter: true, rawType: "success", raw } },
      };
      return [{ key, indicator: { indicator }, fields: { ...base, targetPercent } }];
    }
    case "composite":
      return rule.parts.map(({ sli, weight }) => ({
        key,
        indicator: { indicatorRef: labelOf(sli) },
        fields: { ...base, targetPercent, compositeWeight: weight },
      }));
    case "latency":
      return [
        {
          key,
          indicator: { indicatorRef: labelOf(rule.sli) },
          fields: {
            ...base,
            op: "lt",
            value: rule.thresholdUs / 1000,
            targetPercent,
            timeSliceTarget: rule.percentile / 100,
            ...slice,
          },
        },
      ];
    case "time_slice": {
      const timeSliceTarget = Number(shareOfPercent(rule.sliceTarget));
      const fields = { ...base, targetPercent, timeSliceTarget, ...slice };
      return [{ key, indicator: { indicatorRef: labelOf(rule.sli) }, fields }];
    }
    default:
      return [{ key, indicator: { indicatorRef: labelOf(rule.sli) }, fields: { ...base, targetPercent } }];
  }
}

function facetsOf(
  { key, translations, tierKey, rule, alerts }: ObjectiveDefinition,
  policies: readonly BurnRule[],
): Fields {
  const own = burns(alerts);
  const rules = alerts.filter((alert) => alert.kind !== "burn");
  const isStrict = (rule.kind === "ratio" || rule.kind === "composite") && rule.isStrict;
  const facets: [Parameters<typeof facetOf>[1], string | false | null | undefined][] = [
    ["name.ko", translations.ko?.name],
    ["name.en", translations.en?.name],
    ["tier", tierKey],
    ["kind", rule.kind === "zero_tolerance" && "zero-tolerance"],
    ["kind", rule.kind === "composite" && `composite-${rule.combine}`],
    ["strict", isStrict && "true"],
    ["burn", own.length !== policies.length && (listText(own.map(policyName)) || "none")],
    ["rules", rules.map(ruleText).join("; ")],
  ];
  return Object.fromEntries(
    facets.flatMap(([facet, value]) => (value ? [[ours(facetOf(key, facet)), value]] : [])),
  );
}

function annotationsOf(slo: SloDefinition, entries: readonly Entry[]): Fields {
  const { settings, translations } = slo;
  const policies = policiesOf(slo);
  const given: [string, string | false | null | undefined][] = [
    ["key", slo.key !== labelOf(slo.key) && slo.key],
    ["name", slo.name.length > MAX_DISPLAY_NAME && slo.name],
    ["name.ko", translations.ko?.name],
    ["name.en", translations.en?.name],
    ["description.ko", translations.ko?.description],
    ["description.en", translations.en?.description],
    ["components", listText(slo.components)],
    ["public", !slo.isPublic && "false"],
    ["contract", settings.contract?.timeZone],
    ["exclusions", listText(settings.exclusions)],
    ["responses", listText(settings.responses.map(({ severity, action }) => `${severity}: ${action}`))],
    ["notice", settings.notice !== "draft" && settings.notice],
    ["level-floor", settings.levelFloor !== null && String(settings.levelFloor)],
    ["escalation-policy", settings.policyId],
    ["unit", slo.objectives.some(({ rule }) => rule.kind === "latency") && "ms"],
    ["objectives", listText(entries.map(({ key }) => key))],
  ];
  return {
    ...Object.fromEntries(given.flatMap(([name, value]) => (value ? [[ours(name), value]] : []))),
    ...Object.assign({}, ...slo.objectives.map((objective) => facetsOf(objective, policies))),
  };
}

const displayed = (name: string): Fields => (name.length <= MAX_DISPLAY_NAME ? { displayName: name } : {});

/** An SLO as an OpenSLO object: its alert policies stand inside, its SLIs are named. */
export function sloObject(slo: SloDefinition): Fields {
  const entries = slo.objectives.flatMap(entriesOf);
  const [first] = entries;
  const isShared = entries.every(
    ({ indicator }) => JSON.stringify(indicator) === JSON.stringify(first?.indicator),
  );
  const isSliced = entries.every(({ fields }) => "timeSliceTarget" in fields);
  const policies = policiesOf(slo);
  return {
    apiVersion: API_VERSION,
    kind: "SLO",
    metadata: { name: labelOf(slo.key), ...displayed(slo.name), annotations: annotationsOf(slo, entries) },
    spec: {
      ...(slo.description && { description: slo.description }),
      service: SERVICE,
      ...(isShared && first?.indicator),
      timeWindow: [{ duration: durationText(slo.settings.operational.seconds), isRolling: true }],
      budgetingMethod: isSliced ? "Timeslices" : "Occurrences",
      objectives: entries.map(({ indicator, fields }) => ({ ...fields, ...(!isShared && indicator) })),
      ...(policies.length > 0 && { alertPolicies: policies.map(policyDocument) }),
    },
  };
}

/** An SLI as an OpenSLO object. */
export const sliObject = (sli: SliDefinition): Fields => ({
  apiVersion: API_VERSION,
  kind: "SLI",
  metadata: {
    name: labelOf(sli.key),
    ...displayed(sli.name),
    annotations: {
      ...(sli.key !== labelOf(sli.key) && { [ours("key")]: sli.key }),
      ...(sli.name.length > MAX_DISPLAY_NAME && { [ours("name")]: sli.name }),
      ...(sli.components.length > 0 && { [ours("components")]: listText(sli.components) }),
    },
  },
  spec: { ...(sli.description && { description: sli.description }), ...sliSpec(sli) },
});

const AROUND: readonly Fields[] = [
  {
    apiVersion: API_VERSION,
    kind: "Service",
    metadata: { name: SERVICE, displayName: "T-Developer" },
    spec: {},
  },
  {
    apiVersion: API_VERSION,
    kind: "AlertNotificationTarget",
    metadata: { name: ESCALATION_TARGET },
    spec: { target: ESCALATION_TARGET },
  },
];

const yamlOf = (object: Fields): string =>
  stringify(object, { lineWidth: 120, aliasDuplicateObjects: false });

/** One SLO as YAML: what a version of it keeps. */
export const sloText = (slo: SloDefinition): string => yamlOf(sloObject(slo));

/** SLIs and SLOs as one YAML text that can be imported again, here or by whoever reads OpenSLO v1. */
export const openSloText = (slis: readonly SliDefinition[], slos: readonly SloDefinition[]): string =>
  [...AROUND, ...slis.map(sliObject), ...slos.map(sloObject)].map(yamlOf).join("---\n");
