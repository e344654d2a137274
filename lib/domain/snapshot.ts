import type { Language, Translations } from "./language.ts";
import type { ObjectiveKind } from "./slo/definition.ts";
import type { ObjectiveFigures, WindowFigures } from "./slo/figures.ts";
import type { State, WireState } from "./status/state.ts";

/**
 * The whole public world of one page, built by the worker and followed by every web process. HTML, v2 JSON, feeds,
 * badges, calendars and widgets are pure presenters of it. Nothing private is ever put into it. Instants are ISO-8601
 * in UTC with milliseconds; percentages are decimal strings, truncated; days are calendar days of the page's zone.
 */
export type Snapshot = {
  format: 2;
  /** Grows by one whenever the content (everything but `asOf` and figures that only time moves) changes. */
  version: number;
  /** When the content last changed: `page.updated_at` of v2. */
  updatedAt: string;
  /** Until when the measurements are told; refreshed at most every 30 s. */
  asOf: string;
  page: SnapshotPage;
  policy: UptimePolicy;
  groups: SnapshotGroup[];
  /** Published, not archived; sorted by position. */
  components: SnapshotComponent[];
  /** Newest 50 and whatever is still open, newest first; drafts never. */
  incidents: SnapshotIncident[];
  /** What is to come or running, and the newest 50 that are over; the latest start first. */
  maintenances: SnapshotMaintenance[];
  /** Stretches of the last 90 days that were corrected afterwards, newest first. */
  corrections: SnapshotCorrection[];
  /** Published service level objectives, in the order of the page. */
  slos: SnapshotSlo[];
  /** What was published and is too old for the lists above: pages of it are read when they are asked for. */
  archive: SnapshotArchive;
  /** Head of the audit chain; moves with everything that is done, so it raises no version. Null before the first seal. */
  auditHead: { hash: string; count: number; sealedAt: string } | null;
};

/** An SLO and its objectives; of its services those that are published. */
export type SnapshotSlo = {
  id: string;
  key: string;
  name: string;
  description: string | null;
  translations: Translations;
  componentIds: string[];
  objectives: SnapshotObjective[];
};

/** One target with the figures of the last round of evaluation, which move with `asOf`. */
export type SnapshotObjective = {
  key: string;
  name: string;
  translations: Translations;
  /** Key of the tier that it is promised to; null: to all. */
  tier: string | null;
  kind: ObjectiveKind;
  /** Percent, a decimal string. */
  target: string;
  unit: ObjectiveFigures["unit"];
  /** The calendar month of the contract so far; null: it has none, or nothing was ever measured. */
  month: WindowFigures | null;
  /** Null: nothing was ever measured. */
  ninetyDays: WindowFigures | null;
};

export type SnapshotArchive = {
  /** When the first published event began; null: there never was one. */
  since: string | null;
  /** Events that began from here on are all in the snapshot; null: all there are. */
  heldFrom: string | null;
  /** Another one whenever anything published was added, changed or taken back, or a past state was corrected. */
  revision: string;
};

/** "It was up, down, or not to be counted": said afterwards, with a reason. */
export type SnapshotCorrection = {
  id: string;
  componentId: string;
  verdict: "up" | "down" | "excluded";
  startedAt: string;
  endedAt: string;
  reason: string;
  createdAt: string;
};

export type SnapshotPage = {
  id: string;
  name: string;
  timeZone: string;
  languages: Language[];
  translations: Translations;
  createdAt: string;
  isDemo: boolean;
  links: Record<string, string>;
  /** Colours by token (lib/domain/page/theme.ts); empty: our own. */
  theme: Record<string, string>;
  /** Paths of the uploaded logos, `/images/{id}`; null: our own. */
  logo: { light: string | null; dark: string | null };
  uptime90d: string | null;
  coverage90d: string;
};

/** Versioned by the page; a weight is the share of an outage's time that counts as downtime. */
export type UptimePolicy = {
  version: number;
  weights: { major_outage: number; partial_outage: number; degraded_performance: number };
};

/** Whole seconds per state; they add up to the length of the day (today: until asOf). States with 0 are left out. */
export type SnapshotDay = { date: string; seconds: Partial<Record<State, number>>; uptime: string | null };

export type Figures = {
  /** 90 days, oldest first, today last. */
  days: SnapshotDay[];
  uptime90d: string | null;
  coverage90d: string;
  uptime30d: string | null;
};

export type SnapshotGroup = Figures & {
  id: string;
  name: string;
  description: string | null;
  translations: Translations;
  position: number;
  createdAt: string;
  updatedAt: string;
};

export type SnapshotComponent = Figures & {
  id: string;
  groupId: string | null;
  name: string;
  description: string | null;
  translations: Translations;
  position: number;
  showcase: boolean;
  onlyShowIfDegraded: boolean;
  startDate: string | null;
  createdAt: string;
  updatedAt: string;
  /** Effective state now. */
  state: State;
  /** v2 `status`: the last known state while `state` is unknown, else operational. */
  wireState: WireState;
  data: "none" | "stale" | "fresh";
  /** Since when the effective state holds. */
  since: string | null;
  /** A person set this state over the monitors (visible override). */
  overridden: boolean;
  /** Response time and success of the last 24 h, refreshed every five minutes; null without samples. */
  metrics: SnapshotMetrics | null;
};

export type SnapshotMetrics = {
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  /** Share of probes that were answered, truncated: "0.999305". */
  successRatio: string;
  at: string;
};

export type Impact = "none" | "minor" | "major" | "critical" | "maintenance";
export type IncidentStatus = "investigating" | "identified" | "monitoring" | "resolved" | "postmortem";
export type MaintenanceStatus = "scheduled" | "in_progress" | "verifying" | "completed";

export type SnapshotUpdate<S> = {
  id: string;
  status: S;
  body: string;
  translations: Translations;
  createdAt: string;
  updatedAt: string;
  displayAt: string;
  deliverNotifications: boolean;
  /** When readers' text was changed afterwards; null: never. */
  editedAt: string | null;
  /** The texts that readers saw before, newest first. */
  earlier: { body: string; translations: Translations; displayAt: string; replacedAt: string }[];
  affectedComponents: { id: string; name: string; oldState: WireState; newState: WireState }[] | null;
};

type SnapshotEvent<S> = {
  id: string;
  name: string;
  translations: Translations;
  /** The names that readers saw before, newest first. */
  earlierNames: { name: string; translations: Translations; replacedAt: string }[];
  status: S;
  impact: Impact;
  createdAt: string;
  updatedAt: string;
  startedAt: string;
  monitoringAt: string | null;
  resolvedAt: string | null;
  /** Newest first. */
  updates: SnapshotUpdate<S>[];
  componentIds: string[];
};

export type SnapshotIncident = SnapshotEvent<IncidentStatus> & {
  /** An announcement tells something without an outage: no components, no impact. */
  kind: "incident" | "announcement";
  nextUpdateAt: string | null;
  /** Told after the fact. */
  isBackfilled: boolean;
  postmortem: { body: string; translations: Translations; publishedAt: string } | null;
};
export type SnapshotMaintenance = SnapshotEvent<MaintenanceStatus> & {
  scheduledFor: string;
  scheduledUntil: string;
  cancelledAt: string | null;
  /** When readers were told of the present times (the 72-hour rule). */
  noticeAt: string | null;
};
