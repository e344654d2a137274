import { secondsOf } from "../slo/defining/duration.ts";
import type { AlertRule, Severity } from "../slo/definition.ts";
import { POLICY_ANNOTATIONS } from "./annotations.ts";
import { anyAnnotation, readMetadata } from "./read-metadata.ts";
import { RULE_FORMS, readRule } from "./rules-text.ts";
import type { Spot } from "./spot.ts";

type BurnRule = Extract<AlertRule, { kind: "burn" }>;
/** Objects that others name. */
export type Named = ReadonlyMap<string, Spot>;
export type NamedObjects = { policies: Named; conditions: Named };

/** What others call our severities. */
const SEVERITY_WORDS: Record<string, Severity> = {
  info: "info",
  warning: "warning",
  critical: "critical",
  ticket: "warning",
  page: "critical",
};
/** The short window beside a long one, by the usual rule: a twelfth. */
const SHORT_SHARE = 12;
const KNOWN: ReadonlySet<string> = new Set(POLICY_ANNOTATIONS);

function duration(spot: Spot): number | null {
  const text = spot.text();
  const seconds = text === undefined ? null : secondsOf(text);
  if (text !== undefined && seconds === null)
    spot.fault("a duration such as 5m, 1h or 30d (m is a minute, M a month)");
  return seconds;
}

function readSeverity(spot: Spot): Severity | null {
  const word = spot.required("the severity");
  const severity = SEVERITY_WORDS[word.toLowerCase()] ?? null;
  if (word !== "" && !severity) spot.fault(`must be one of ${Object.keys(SEVERITY_WORDS).join(", ")}`);
  return severity;
}

function noteComparison(op: Spot): void {
  const said = op.oneOf(["gt", "gte", "lt", "lte"]);
  if (said === "gte") op.note("we fire above the threshold, not at it: gte is read as gt");
  if (said === "lt" || said === "lte") op.fault("a budget that burns slowly is no alert: gt");
}

/** A condition: how fast the budget may burn over which window. */
function readCondition(object: Spot, short: Spot): BurnRule | null {
  const spec = object.at("spec");
  spec.only("description", "severity", "condition");
  const condition = spec.at("condition");
  condition.only("kind", "op", "threshold", "lookbackWindow", "alertAfter");
  const severity = readSeverity(spec.at("severity"));
  const kind = condition.at("kind").text() ?? "burnrate";
  if (kind !== "burnrate") condition.at("kind").fault("must be one of burnrate");
  noteComparison(condition.at("op"));
  const factor = Number(condition.at("threshold").required("the threshold"));
  if (!Number.isFinite(factor)) condition.at("threshold").fault("must be a number");
  const lookback = condition.at("lookbackWindow");
  if (!lookback.exists) lookback.fault("lookbackWindow is missing");
  const longSeconds = duration(lookback);
  const shortSeconds = duration(short) ?? (longSeconds === null ? null : longSeconds / SHORT_SHARE);
  const after = condition.at("alertAfter");
  if (after.exists && after.text() !== "0m")
    after.note("not read: a short window beside the long one decides when an alert fires");
  if (!severity || longSeconds === null || shortSeconds === null || !Number.isFinite(factor)) return null;
  return { kind: "burn", severity, longSeconds, shortSeconds, factor };
}

/** One condition of a policy: written out, or a name. */
function conditionOf(policy: Spot, { conditions }: NamedObjects): Spot | null {
  const listed = policy.at("spec", "conditions").entries();
  if (listed.length !== 1) {
    policy.at("spec", "conditions").fault("exactly one condition");
    return null;
  }
  const [entry] = listed;
  const ref = entry!.at("conditionRef");
  if (!ref.exists) return entry!;
  const found = conditions.get(ref.text() ?? "");
  if (!found) ref.fault(`no AlertCondition is called ${ref.text()} in this document`);
  return found ?? null;
}

/** A burn rule with the name of its policy; null with faults. */
export type Policy = { name: string; rule: BurnRule; spot: Spot };

function readPolicy(entry: Spot, objects: NamedObjects): Policy | null {
  const ref = entry.at("alertPolicyRef");
  const name = entry.isMapping() ? ref.text() : entry.text();
  const object = name === undefined ? entry : objects.policies.get(name);
  if (!object) {
    (ref.exists ? ref : entry).fault(`no AlertPolicy is called ${name} in this document`);
    return null;
  }
  const metadata = readMetadata(object, { known: (annotation) => KNOWN.has(annotation) });
  object
    .at("spec")
    .only(
      ...["description", "alertWhenNoData", "alertWhenBreaching", "alertWhenResolved", "conditions"],
      "notificationTargets",
    );
  const onSilence = object.at("spec", "alertWhenNoData");
  if (onSilence.text() === "true")
    onSilence.note(
      "not read: silence is no data, never a violation; a source that is away is told elsewhere",
    );
  const condition = conditionOf(object, objects);
  if (!condition) return null;
  readMetadata(condition, { known: anyAnnotation });
  const rule = readCondition(condition, metadata.said("short-window"));
  return rule && { name: metadata.key, rule, spot: condition.at("spec", "condition") };
}

/** The alert policies of an SLO. */
export const readPolicies = (spec: Spot, objects: NamedObjects): Policy[] =>
  spec
    .at("alertPolicies")
    .entries()
    .flatMap((entry) => readPolicy(entry, objects) ?? []);

/** Rules of an annotation, separated by semicolons. */
export function readRules(spot: Spot): AlertRule[] {
  const texts = (spot.text() ?? "").split(";").filter((text) => text.trim() !== "");
  return texts.flatMap((text) => {
    const rule = readRule(text);
    if (!rule) spot.fault(`"${text.trim()}" is no rule: ${RULE_FORMS}`);
    return rule ?? [];
  });
}
