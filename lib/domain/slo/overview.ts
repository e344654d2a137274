import type { Level } from "../escalation/policy.ts";
import type { Translations } from "../language.ts";
import type { ObjectiveRule, SloSettings } from "./definition.ts";
import type { ObjectiveFigures } from "./figures.ts";
import type { Violation, ViolationEvent } from "./violation.ts";

/** A component as those who look after it name it; private ones too. */
export type NamedComponent = { id: string; name: string; translations: Translations };

/** An objective as the last round of evaluation left it. Instants are milliseconds since the epoch. */
export type ObjectiveView = {
  id: string;
  key: string;
  name: string;
  translations: Translations;
  tierKey: string | null;
  rule: ObjectiveRule;
  target: string;
  /** Null: never judged with data. */
  figures: ObjectiveFigures | null;
  evaluatedAt: number | null;
  /** Why the last round could not judge it; its figures are older then. */
  fault: string | null;
  /** Since when nothing is known; null: there is data. */
  noDataSince: number | null;
  /** The open one. */
  violation: Violation | null;
};

export type SloView = {
  id: string;
  key: string;
  name: string;
  description: string | null;
  translations: Translations;
  isPublic: boolean;
  settings: SloSettings;
  version: number;
  components: NamedComponent[];
  objectives: ObjectiveView[];
};

/** A source that has not answered for AWAY_AFTER_MS: what it measures is no data, and nobody's downtime. */
export type AwaySource = {
  sliId: string;
  sliKey: string;
  sliName: string;
  kind: string;
  failingSince: number;
  lastFault: string | null;
};

/** An SLO that once had figures and of which nothing new is known: `count` of its objectives. */
export type SilentSlo = { sloId: string; key: string; name: string; since: number; count: number };

/** All SLOs of a page now. */
export type SloOverview = {
  now: number;
  /** When the last round judged anything; null: never. */
  evaluatedAt: number | null;
  slos: SloView[];
  /** Open ones: the worst first, then the oldest. */
  violations: Violation[];
  away: AwaySource[];
};

/** What an objective looked like in one five-minute window: the heat map and the burn-down are made of it. */
export type WindowPoint = { at: number; good: string; total: string; isBad: boolean | null };
/** Budget that was left at an instant, in percent of the whole; may be negative. Null: nothing known yet. */
export type BurnDownPoint = { at: number; remainingPercent: string | null };
export type LatencyPoint = { at: number; p50Us: number | null; p95Us: number | null; p99Us: number | null };

export type Annotation =
  | { kind: "incident"; id: string; name: string; startedAt: number; endedAt: number | null }
  | { kind: "maintenance"; id: string; name: string; startedAt: number; endedAt: number | null }
  | { kind: "deployment"; id: string; name: string; url: string | null; startedAt: number; endedAt: null }
  | {
      kind: "violation";
      id: string;
      name: string;
      severity: Violation["severity"];
      startedAt: number;
      endedAt: number | null;
    };

export type ObjectiveSeries = {
  objectiveId: string;
  burnDown: BurnDownPoint[];
  /** Five-minute windows of at most two days, hours of longer stretches. */
  windows: WindowPoint[];
  windowSeconds: number;
  latency: LatencyPoint[];
};

export type SloDetail = {
  now: number;
  from: number;
  until: number;
  slo: SloView;
  series: ObjectiveSeries[];
  annotations: Annotation[];
  /** Of the stretch, the newest first. */
  violations: Violation[];
};

export type ToldViolationEvent = ViolationEvent & { actorName: string | null };

/** A violation with all that happened to it. */
export type ViolationView = {
  now: number;
  violation: Violation;
  components: NamedComponent[];
  incident: { id: string; name: string; status: string; isPublished: boolean } | null;
  /** The oldest first. */
  events: ToldViolationEvent[];
  timers: {
    level: Level;
    dueAt: number;
    doneAt: number | null;
    cancelledAt: number | null;
    reason: string;
  }[];
  ticks: { level: Level; item: string; tickedBy: string; tickedByName: string | null; tickedAt: number }[];
  runs: {
    id: string;
    actionId: string;
    actionName: string;
    level: number;
    isDryRun: boolean;
    state: string;
    attempts: number;
    createdAt: number;
    finishedAt: number | null;
  }[];
};
