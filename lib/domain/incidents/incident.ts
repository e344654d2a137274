import type { Translations } from "../language.ts";
import type { IncidentStatus, MaintenanceStatus } from "../snapshot.ts";
import type { WireState } from "../status/state.ts";

export const INCIDENT_KINDS = ["incident", "maintenance", "announcement"] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export const INCIDENT_STATUSES = [
  "investigating",
  "identified",
  "monitoring",
  "resolved",
  "postmortem",
] as const satisfies IncidentStatus[];
export const MAINTENANCE_STATUSES = [
  "scheduled",
  "in_progress",
  "verifying",
  "completed",
] as const satisfies MaintenanceStatus[];
export type EventStatus = IncidentStatus | MaintenanceStatus;

export const IMPACT_OVERRIDES = ["none", "minor", "major", "critical", "maintenance"] as const;
export type ImpactOverride = (typeof IMPACT_OVERRIDES)[number];

/** Who or what opened it. A client of the API counts as a person. */
export const ORIGINS = ["person", "api", "monitor", "alert", "series", "slo"] as const;
export type Origin = (typeof ORIGINS)[number];

/** Longest name, body and list; Statuspage's own where it has one. */
export const MAX_INCIDENT_NAME_LENGTH = 255;
export const MAX_UPDATE_BODY_LENGTH = 25_000;
export const MAX_INCIDENT_COMPONENTS = 500;
export const MAX_UPDATES = 1_000;

/**
 * An incident, a maintenance window or an announcement as it is stored: what the admin and the manage API see. Instants
 * are milliseconds since the epoch. `publishedAt: null` is a draft: no claim, nothing public.
 */
export type Incident = {
  id: string;
  pageId: string;
  kind: IncidentKind;
  name: string;
  translations: Translations;
  /** The names that readers saw before, newest first. */
  earlierNames: EarlierName[];
  status: EventStatus;
  impactOverride: ImpactOverride | null;
  /** For the support clocks of the tiers; never public. */
  priority: 1 | 2 | null;
  publishedAt: number | null;
  /** When a mistake was taken back: it adds no claim any more and appears nowhere public. */
  unpublishedAt: number | null;
  unpublishReason: string | null;
  startedAt: number;
  monitoringAt: number | null;
  resolvedAt: number | null;
  nextUpdateAt: number | null;
  isBackfilled: boolean;
  metadata: Record<string, Record<string, unknown>>;
  /** The person who is on it. */
  ownerId: string | null;
  /** Grows by one with every change: who edits an older one gets a conflict with the newer. */
  revision: number;
  origin: Origin;
  originId: string | null;
  /** A person or a client has touched it: automation only proposes from then on. */
  isAttended: boolean;
  autoPublishAt: number | null;
  resolveProposedAt: number | null;
  mergedIntoId: string | null;
  createdAt: number;
  updatedAt: number;
  /** Of a maintenance window; null otherwise. */
  maintenance: MaintenanceFields | null;
  /** Components and the state that is claimed for each now; of a window that has not begun: that it will claim. */
  components: { componentId: string; state: WireState }[];
  /** States in the past that the author said explicitly; `endedAt: null` lasts until an update says otherwise. */
  componentTimes: { componentId: string; state: WireState; startedAt: number; endedAt: number | null }[];
  /** Newest first. */
  updates: IncidentUpdate[];
  postmortem: Postmortem | null;
};

export type EarlierName = { name: string; translations: Translations; replacedAt: number };

export type MaintenanceFields = {
  scheduledFor: number;
  scheduledUntil: number;
  startsItself: boolean;
  endsItself: boolean;
  notifiesAtStart: boolean;
  notifiesAtEnd: boolean;
  /** Minutes before the start at which readers are reminded. */
  remindMinutes: number[];
  seriesId: string | null;
  occurrenceAt: number | null;
  cancelledAt: number | null;
  /** The last reminder of the present start. */
  remindedAt: number | null;
  /** Each published version of the times, oldest first, and when readers were told of it. */
  notices: { version: number; scheduledFor: number; scheduledUntil: number; noticeAt: number }[];
};

export type ComponentChange = { componentId: string; oldState: WireState; newState: WireState };

export type IncidentUpdate = {
  id: string;
  incidentId: string;
  status: EventStatus;
  body: string;
  translations: Translations;
  displayAt: number;
  deliverNotifications: boolean;
  /** What this update changed; null: it named no components. */
  components: ComponentChange[] | null;
  isAutomatic: boolean;
  actorKind: string;
  actorId: string;
  createdAt: number;
  updatedAt: number;
  editedAt: number | null;
  /** What readers saw before, newest first. */
  earlier: { body: string; translations: Translations; displayAt: number; replacedAt: number }[];
};

export type Postmortem = {
  draft: string | null;
  draftTranslations: Translations;
  draftAt: number | null;
  body: string | null;
  translations: Translations;
  bodyAt: number | null;
  publishedAt: number | null;
  notifiesSubscribers: boolean;
};
