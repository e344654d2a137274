import type { Translations } from "../language.ts";

/** How bad: `info` is recorded and never pages, `warning` tells, `critical` escalates. */
export const SEVERITIES = ["info", "warning", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Five minutes: windows lie on :00, :05, … of UTC, which is also on them in every zone. */
export const WINDOW_SECONDS = 300;
export const WINDOW_MS = WINDOW_SECONDS * 1000;
/** A window with fewer valid events says nothing: one error in ten is not an outage. */
export const MIN_EVENTS = 20;

/**
 * What an objective judges. `sli` and `parts` name SLIs by their key, `components` components by their catalogue key or id.
 * - availability: time. Downtime is a major outage, measured or declared, of `any` (or of `all`) of the components, and
 *   five-minute windows of the evidence SLIs with at least 10 % bad among at least MIN_EVENTS; exclusions are subtracted.
 * - ratio: good events of all; `isStrict`: exactly the target misses it, as the contract's "<" and ">" do. - time_slice: windows whose share of good events reaches `sliceTarget` of all evaluable ones.
 * - latency: the nearest-rank percentile lies strictly below the threshold (compliance: windows that do, of all evaluable).
 * - composite: the worst, or the weighted mean, of several ratios; never pooled.
 * - zero_tolerance: no bad event at all; it has no budget.
 */
export type ObjectiveRule =
  | { kind: "availability"; components: string[]; combine: "any" | "all"; evidence: string[] }
  | { kind: "ratio"; sli: string; isStrict?: boolean }
  | { kind: "time_slice"; sli: string; sliceTarget: string }
  | { kind: "latency"; sli: string; percentile: 50 | 95 | 99; thresholdUs: number }
  | {
      kind: "composite";
      combine: "worst" | "weighted";
      parts: { sli: string; weight: number }[];
      isStrict?: boolean;
    }
  | { kind: "zero_tolerance"; sli: string };
export type ObjectiveKind = ObjectiveRule["kind"];

/**
 * When an objective becomes a violation.
 * - burn: both windows burn faster than `factor` (strictly). - lasting: the trailing share of good over `forSeconds` and over the last
 *   five minutes is below `below` percent. - window: the share of bad events of a window is above `above` percent, with `bad` windows
 *   in a row to open and `good` to close. - consecutive: so many windows over the threshold in a row (latency, time slices).
 * - nearing: the percentile is above `percent` of its threshold (the optimisation trigger). - missed: the objective as a whole is not met over its
 *   operational window. - first_bad: one bad event is enough.
 */
export type AlertRule = { severity: Severity } & (
  | { kind: "burn"; longSeconds: number; shortSeconds: number; factor: number }
  | { kind: "lasting"; below: string; forSeconds: number }
  | { kind: "window"; above: string; bad: number; good: number }
  | { kind: "consecutive"; bad: number; good: number }
  | { kind: "nearing"; percent: number; windowSeconds: number }
  | { kind: "missed" }
  | { kind: "first_bad" }
);

/** `rolling`: the live budget and the alerts. `month`: the contract, in the page's zone. */
export type SloWindow = { kind: "rolling"; seconds: number } | { kind: "month"; timeZone: string };

/** What may be left out of downtime, by the words of the contract. */
export const EXCLUSIONS = ["planned_maintenance", "customer_network", "region_disaster"] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export type SloSettings = {
  operational: { kind: "rolling"; seconds: number };
  contract: { kind: "month"; timeZone: string } | null;
  exclusions: Exclusion[];
  /** Names of response actions, by severity; told explicitly where there is none. */
  responses: { severity: Severity; action: string }[];
  /** A critical violation drafts a notice to readers: `draft` waits for a person, `publish` does not; `off`: none. */
  notice: "off" | "draft" | "publish";
  /** Floor of the escalation by content: 3 or 4 at once, whatever the clock says. Null: by time. */
  levelFloor: 3 | 4 | null;
  /** Escalation policy by id; null: the page's default. */
  policyId: string | null;
};

/** One target. `target` is a percentage as a decimal string, compared as an exact fraction. */
export type ObjectiveDefinition = {
  key: string;
  name: string;
  translations: Translations;
  tierKey: string | null;
  rule: ObjectiveRule;
  target: string;
  alerts: AlertRule[];
};

export type SloDefinition = {
  key: string;
  name: string;
  description: string | null;
  translations: Translations;
  /** Catalogue keys or ids of the affected services. */
  components: string[];
  isPublic: boolean;
  settings: SloSettings;
  objectives: ObjectiveDefinition[];
};

/** An objective with everything that judging it needs, as it is stored: references are ids. */
export type StoredObjective = ObjectiveDefinition & {
  id: string;
  sloId: string;
  sloKey: string;
  sloName: string;
  pageId: string;
  componentIds: string[];
  settings: SloSettings;
};
