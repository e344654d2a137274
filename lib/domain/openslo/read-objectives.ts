import { percentOfShare } from "../slo/defining/normal.ts";
import type { AlertRule, ObjectiveDefinition, ObjectiveRule } from "../slo/definition.ts";
import { decimalOf, multiply, readDecimal } from "../slo/fraction.ts";
import { type Facet, facetOf, NEARLY_ALL } from "./annotations.ts";
import { type Policy, readPolicies, readRules } from "./read-alerts.ts";
import { type Indicator, readIndicator } from "./read-indicator.ts";
import { type Metadata, readTranslations, saidList } from "./read-metadata.ts";
import type { Context } from "./read-slo.ts";
import type { Spot } from "./spot.ts";

const KINDS = ["zero-tolerance", "composite-worst", "composite-weighted"] as const;
const UNITS_US = { s: 1_000_000, ms: 1_000, us: 1 } as const;
const FIELDS = [
  "displayName",
  "op",
  "value",
  "target",
  "targetPercent",
  "timeSliceTarget",
  "timeSliceWindow",
];

/** One entry of OpenSLO's `objectives`: an objective of ours, or a part of one. */
type Entry = { key: string; spot: Spot; indicator: Indicator | null };
type Read = { objectives: ObjectiveDefinition[]; spots: Record<string, Spot> };

/** The target in percent as a decimal, exactly as it was written. */
function readTarget(entry: Spot): { percent: string; spot: Spot } {
  const [share, percent] = [entry.at("target"), entry.at("targetPercent")];
  if (share.exists === percent.exists) {
    entry.fault("needs either target or targetPercent");
    return { percent: "", spot: entry };
  }
  if (percent.exists) return { percent: percent.text() ?? "", spot: percent };
  const text = share.text() ?? "";
  const read = readDecimal(text);
  if (read && read.numerator > read.denominator)
    share.fault("a share of 1, such as 0.999; percent is targetPercent");
  return { percent: percentOfShare(text), spot: share };
}

/** "< 100 ms" is missed at exactly 100 ms: no other comparison can be judged exactly. */
function readThreshold(entry: Spot, unit: keyof typeof UNITS_US): number {
  const op = entry.at("op").oneOf(["lt", "lte", "gt", "gte"], entry.at("op").required("op"));
  if (op === "lte") entry.at("op").fault("≤ is not <: at exactly the threshold it is missed here, so say lt");
  if (op === "gt" || op === "gte") entry.at("op").fault("latencies are good below a threshold: lt");
  const read = readDecimal(entry.at("value").text() ?? "");
  if (!read) {
    entry.at("value").fault("a number above 0, such as 0.1");
    return 0;
  }
  const us = multiply(read, decimalOf(UNITS_US[unit]));
  if (us.numerator % us.denominator !== 0n) entry.at("value").fault("whole microseconds at most");
  return Number(us.numerator / us.denominator);
}

function slicedRule(entry: Spot, sli: string, unit: keyof typeof UNITS_US): ObjectiveRule {
  const share = entry.at("timeSliceTarget");
  const window = entry.at("timeSliceWindow");
  const length = window.text() ?? "";
  if (window.exists && !["5m", "5"].includes(length)) window.fault("windows have five minutes here: 5m");
  const sliceTarget = percentOfShare(share.required("timeSliceTarget"));
  if (!entry.at("value").exists) return { kind: "time_slice", sli, sliceTarget };
  const percentile = ([50, 95, 99] as const).find((one) => String(one) === sliceTarget);
  if (percentile === undefined) share.fault("of latencies a percentile: 0.5, 0.95 or 0.99");
  return { kind: "latency", sli, percentile: percentile ?? 95, thresholdUs: readThreshold(entry, unit) };
}

function compositeRule(
  kind: "composite-worst" | "composite-weighted",
  entries: readonly Entry[],
): ObjectiveRule {
  const parts = entries.flatMap(({ spot, indicator }) => {
    const weight = Number(spot.at("compositeWeight").text() ?? "1");
    return indicator && "sli" in indicator ? [{ sli: indicator.sli, weight }] : [];
  });
  return { kind: "composite", combine: kind === "composite-worst" ? "worst" : "weighted", parts };
}

function ruleOf(
  entries: readonly Entry[],
  said: (facet: Facet) => Spot,
  { isSliced, unit }: { isSliced: boolean; unit: keyof typeof UNITS_US },
): ObjectiveRule | null {
  const [{ spot, indicator } = { spot: null, indicator: null }] = entries;
  if (!spot || !indicator) return null;
  if (!("sli" in indicator)) return indicator;
  const kind = said("kind").oneOf(KINDS);
  const isStrict = said("strict").oneOf(["true", "false"]) === "true" ? { isStrict: true } : {};
  if (kind === "composite-worst" || kind === "composite-weighted") {
    const rule = compositeRule(kind, entries);
    return rule.kind === "composite" ? { ...rule, ...isStrict } : rule;
  }
  if (entries.length > 1)
    entries[1]!.spot.fault("another objective has this key: only parts of a composite share one");
  if (kind === "zero-tolerance") return { kind: "zero_tolerance", sli: indicator.sli };
  if (isSliced || spot.at("timeSliceTarget").exists) return slicedRule(spot, indicator.sli, unit);
  if (!spot.at("value").exists || !spot.at("op").exists)
    return { kind: "ratio", sli: indicator.sli, ...isStrict };
  spot
    .at("value")
    .fault(
      "a threshold is judged by windows here: budgetingMethod Timeslices with timeSliceTarget 0.95 for a P95",
    );
  return null;
}

function alertsOf(
  rule: ObjectiveRule,
  policies: readonly Policy[],
  said: (facet: Facet) => Spot,
): { alerts: AlertRule[]; spots: Spot[] } {
  const burn = said("burn");
  const named = saidList(burn).filter((name) => name !== "none");
  for (const name of named)
    if (!policies.some((policy) => policy.name === name))
      burn.fault(`no alert policy of this SLO is called ${name}`);
  const own = policies.filter(({ name }) =>
    burn.exists ? named.includes(name) : rule.kind !== "zero_tolerance",
  );
  const rules = readRules(said("rules"));
  return {
    alerts: [...own.map(({ rule: burning }) => burning), ...rules],
    spots: [...own.map(({ spot }) => spot), ...rules.map(() => said("rules"))],
  };
}

/** Our objectives of an SLO, and where their parts stand: `objectives.0.alerts.1` and the like. */
export function readObjectives(object: Spot, metadata: Metadata, context: Context): Read {
  const spec = object.at("spec");
  const methods = ["Occurrences", "Timeslices", "RatioTimeslices"] as const;
  const method = spec
    .at("budgetingMethod")
    .oneOf(methods, spec.at("budgetingMethod").required("budgetingMethod"));
  if (method === "RatioTimeslices")
    spec
      .at("budgetingMethod")
      .fault("a mean of ratios hides busy windows behind quiet ones: Occurrences or Timeslices");
  const unit = metadata.said("unit").oneOf(["s", "ms", "us"]) ?? "s";
  const policies = readPolicies(spec, context.objects);
  const entries = entriesOf(object, metadata, context);
  const read: Read = { objectives: [], spots: {} };
  for (const [key, own] of Map.groupBy(entries, (entry) => entry.key)) {
    const said = (facet: Facet) => metadata.said(facetOf(key, facet));
    const { spot } = own[0]!;
    const rule = ruleOf(own, said, { isSliced: method === "Timeslices", unit });
    const target = readTarget(spot);
    for (const part of own.slice(1)) {
      const other = readTarget(part.spot);
      if (other.percent !== target.percent) other.spot.fault("parts of one objective have one target");
    }
    if (!rule) continue;
    const isNearlyAll = rule.kind === "zero_tolerance" && target.percent === NEARLY_ALL;
    const { alerts, spots } = alertsOf(rule, policies, said);
    const path = `objectives.${read.objectives.length}`;
    Object.assign(read.spots, {
      ...{ [path]: spot, [`${path}.target`]: target.spot, [`${path}.tier`]: said("tier") },
      ...{
        [`${path}.rule.threshold_ms`]: spot.at("value"),
        [`${path}.rule.slice_target`]: spot.at("timeSliceTarget"),
      },
      [`${path}.rule`]: own[0]!.indicator?.spot ?? spot,
      ...Object.fromEntries(own.map((part, i) => [`${path}.rule.parts.${i}`, part.spot])),
      ...Object.fromEntries(spots.map((alert, i) => [`${path}.alerts.${i}`, alert])),
    });
    read.objectives.push({
      key,
      name: spot.at("displayName").text() ?? key,
      translations: readTranslations(metadata, facetOf(key, "name.en").replace(/name\.en$/, "")),
      tierKey: said("tier").text() ?? null,
      rule,
      target: isNearlyAll ? "100" : target.percent,
      alerts,
    });
  }
  return read;
}

/** OpenSLO's objectives with their keys and indicators; without keys of ours they are numbered. */
function entriesOf(object: Spot, metadata: Metadata, context: Context): Entry[] {
  const spec = object.at("spec");
  const listed = spec.at("objectives").entries();
  const keys = saidList(metadata.said("objectives"));
  if (keys.length > 0 && keys.length !== listed.length)
    metadata.said("objectives").fault(`${keys.length} keys for ${listed.length} objectives`);
  const shared = readIndicator(spec, context, metadata.key);
  return listed.map((spot, i) => {
    spot.only(...FIELDS, "ratioMetrics", "indicator", "indicatorRef", "compositeWeight");
    const own = readIndicator(spot, context, `${metadata.key}-${i + 1}`);
    if (own && shared) spot.fault("the indicator stands either at the SLO or at each objective");
    if (!own && !shared) spot.fault("an indicator is missing: indicator or indicatorRef");
    const key = keys[i] ?? (listed.length === 1 ? "main" : `objective-${i + 1}`);
    if (keys.length === 0 && spot.at("compositeWeight").exists && listed.length > 1)
      spot.at("compositeWeight").note("not read: every objective is judged by itself");
    return { key, spot, indicator: own ?? shared };
  });
}
