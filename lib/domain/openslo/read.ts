import type { SliDefinition } from "../slo/defining/stored.ts";
import type { TierDefinition } from "../slo/defining/tier-input.ts";
import type { ObjectiveRule, SloDefinition } from "../slo/definition.ts";
import { labelOf } from "./annotations.ts";
import { type DataSources, readSli } from "./read-sli.ts";
import { type Context, type Located, readSlo } from "./read-slo.ts";
import { readTier } from "./read-tier.ts";
import { type Findings, type Spot, spotsOf } from "./spot.ts";

/** What a text of OpenSLO (and our own kinds) says, each thing with its lines; `findings` go on being collected. */
export type OpenSloContent = {
  tiers: Located<TierDefinition>[];
  slis: Located<SliDefinition>[];
  slos: Located<SloDefinition>[];
  /** Keys of every SLI that the text declares, also of those with faults. */
  declaredSlis: ReadonlySet<string>;
  findings: Findings;
};

const VERSIONS = ["openslo/v1", "openslo/v1alpha", "t-developer.com/v1"] as const;
const KINDS: Record<(typeof VERSIONS)[number], readonly string[]> = {
  "openslo/v1": [
    "SLO",
    "SLI",
    "DataSource",
    "Service",
    "AlertPolicy",
    "AlertCondition",
    "AlertNotificationTarget",
  ],
  "openslo/v1alpha": ["SLO", "Service"],
  "t-developer.com/v1": ["Tier"],
};

type Given = { spot: Spot; kind: string; version: (typeof VERSIONS)[number] };

function givenOf(spot: Spot): Given | null {
  if (!spot.isMapping()) {
    spot.fault("must be an object with apiVersion, kind, metadata and spec");
    return null;
  }
  spot.only("apiVersion", "kind", "metadata", "spec");
  const version = spot.at("apiVersion").oneOf(VERSIONS, spot.at("apiVersion").required("apiVersion"));
  const kind = version && spot.at("kind").oneOf(KINDS[version], spot.at("kind").required("the kind"));
  return version && kind ? { spot, kind, version } : null;
}

const nameOf = (spot: Spot): string => spot.at("metadata", "name").text() ?? "";

/** Objects of one kind by their names. */
const named = (given: readonly Given[], kind: string): Map<string, Spot> =>
  new Map(given.filter((one) => one.kind === kind).map(({ spot }) => [nameOf(spot), spot]));

function sourcesOf(given: readonly Given[]): DataSources {
  return new Map(
    [...named(given, "DataSource")].map(([name, spot]) => {
      const details = spot.at("spec", "connectionDetails").plain();
      const type = spot.at("spec", "type").required("the type");
      return [name, { type, details: (details ?? {}) as Record<string, unknown> }] as const;
    }),
  );
}

function resolved(rule: ObjectiveRule, keyOf: (name: string) => string): ObjectiveRule {
  if (rule.kind === "availability") return { ...rule, evidence: rule.evidence.map(keyOf) };
  if (rule.kind === "composite")
    return { ...rule, parts: rule.parts.map((part) => ({ ...part, sli: keyOf(part.sli) })) };
  return { ...rule, sli: keyOf(rule.sli) };
}

/** References are names of objects: DNS labels of what is called by its key here. */
function withKeys(slo: Located<SloDefinition>, keys: ReadonlyMap<string, string>): Located<SloDefinition> {
  const keyOf = (name: string) => keys.get(name) ?? name;
  const objectives = slo.value.objectives.map((one) => ({ ...one, rule: resolved(one.rule, keyOf) }));
  return { ...slo, value: { ...slo.value, objectives } };
}

function faultTwice(located: readonly Located<{ key: string }>[], noun: string): void {
  const keys = located.map(({ value }) => value.key);
  for (const [i, { spot, value }] of located.entries())
    if (keys.indexOf(value.key) < i)
      spot.at("metadata", "name").fault(`another ${noun} of this document has this name`);
}

/**
 * Reads OpenSLO v1 (v1alpha too) and our own kinds. `knownSlis`: keys of SLIs that the page has already. Faults are collected in
 * `findings`, for whoever checks the definitions further. @throws Failure too_large; malformed (no YAML)
 */
export function readOpenSlo(text: string, knownSlis: readonly string[] = []): OpenSloContent {
  const { spots, findings } = spotsOf(text);
  const given = spots.flatMap((spot) => givenOf(spot) ?? []);
  const sources = sourcesOf(given);
  const slis: Located<SliDefinition>[] = given
    .filter(({ kind }) => kind === "SLI")
    .flatMap(({ spot }) => {
      const value = readSli(spot, sources);
      return value ? { value, spot, spotOf: () => spot } : [];
    });
  const context: Context = {
    objects: { policies: named(given, "AlertPolicy"), conditions: named(given, "AlertCondition") },
    sources,
    slis,
    declared: new Set(named(given, "SLI").keys()),
    isAlpha: false,
  };
  const read = given
    .filter(({ kind }) => kind === "SLO")
    .map(({ spot, version }) => readSlo(spot, { ...context, isAlpha: version === "openslo/v1alpha" }));
  const tiers = given.filter(({ kind }) => kind === "Tier").flatMap(({ spot }) => readTier(spot) ?? []);
  const allKeys = [...knownSlis, ...slis.map(({ value }) => value.key)];
  const keys = new Map([
    ...allKeys.map((key) => [labelOf(key), key] as const),
    ...allKeys.map((key) => [key, key] as const),
  ]);
  const slos = read.map((slo) => withKeys(slo, keys));
  if (spots.length === 0) findings.faults.push({ path: "line 1", message: "the document is empty" });
  faultTwice(slos, "SLO");
  faultTwice(slis, "SLI");
  faultTwice(tiers, "tier");
  return { tiers, slis, slos, declaredSlis: context.declared, findings };
}
