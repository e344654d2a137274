/**
 * What OpenSLO has no field for is said in annotations of our own. One line says one thing, so that a fault has a line of its own.
 */
const PREFIX = "t-developer.com/";
export const isOurs = (annotation: string): boolean => annotation.startsWith(PREFIX);
export const ours = (name: string): string => `${PREFIX}${name}`;

/** Of an SLO. Lists are separated by commas. */
export const SLO_ANNOTATIONS = [
  "key", // where it is no DNS label: SLO-001
  "name", // where it is longer than a displayName may be
  "name.ko",
  "name.en",
  "description.ko",
  "description.en",
  "components", // affected services
  "public",
  "contract", // the zone of the contract's calendar months
  "exclusions",
  "responses", // "critical: emergency_scaling"
  "notice",
  "level-floor",
  "escalation-policy",
  "unit", // of `value`: ms, s or us; s if left out, as Prometheus counts
  "objectives", // keys in the order of the objectives; the same key again is another part of a composite one
] as const;

/** Of one objective: `objective.KEY.FACET`. */
export const OBJECTIVE_FACETS = [
  "name.ko",
  "name.en",
  "tier",
  "kind", // zero-tolerance, composite-worst or composite-weighted
  "strict",
  "burn", // names of the alert policies that are meant for it; all of them if left out
  "rules", // alert rules that OpenSLO has no words for
] as const;
export type Facet = (typeof OBJECTIVE_FACETS)[number];
export const facetOf = (key: string, facet: Facet): string => `objective.${key}.${facet}`;

export const SLI_ANNOTATIONS = ["key", "name", "components"] as const;
/** Of an alert policy: the short window beside `lookbackWindow`. */
export const POLICY_ANNOTATIONS = ["short-window"] as const;

/** OpenSLO has no 100 %; a zero-tolerance objective says this, and its kind. */
export const NEARLY_ALL = "99.9999999";

export const listText = (items: readonly string[]): string => items.join(", ");
export const itemsOf = (text: string): string[] =>
  text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");

/** A DNS label of a key: "SLO-001" is "slo-001". */
export const labelOf = (key: string): string =>
  key
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 63)
    .replace(/-+$/, "") || "x";
