import type { Channel } from "../delivery/channel.ts";
import type { ImpactRank, SubscriptionKind } from "../delivery/plan.ts";
import type { Language } from "../language.ts";

export const SUBSCRIBER_STATES = ["pending", "active", "quarantined", "unsubscribed"] as const;
export type SubscriberState = (typeof SUBSCRIBER_STATES)[number];

export const CONSENT_SOURCES = ["page", "api", "import", "admin"] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

/** The two bodies that Teams' workflows take: the envelope with attachments, or the bare card. */
export const TEAMS_MODES = ["message", "card"] as const;
export type TeamsMode = (typeof TEAMS_MODES)[number];

/** What a subscriber chose. */
export type Choices = {
  followsPage: boolean;
  kinds: SubscriptionKind[];
  componentIds: string[];
  groupIds: string[];
  minImpact: ImpactRank;
  /** Minutes of the local day; both or none; `from` after `until` spans midnight. */
  quiet: { from: number; until: number } | null;
  /** Minute of the local day at which everything is told together; null: at once. */
  digestAt: number | null;
  language: Language;
  timeZone: string;
};

/** Somebody who hears of events over one channel at one destination. Instants are milliseconds since the epoch. */
export type Subscriber = {
  id: string;
  pageId: string;
  channel: Channel;
  destination: string;
  holderId: string;
  state: SubscriberState;
  choices: Choices;
  /** Incidents followed by themselves. */
  incidentIds: string[];
  teamsMode: TeamsMode | null;
  contactEmail: string | null;
  tokenEpoch: number;
  consentSource: ConsentSource;
  consentAt: number | null;
  noticeVersion: string | null;
  confirmedAt: number | null;
  unsubscribedAt: number | null;
  quarantinedAt: number | null;
  quarantineReason: string | null;
  purgeAt: number | null;
  failures: number;
  failingSince: number | null;
  lastSentAt: number | null;
  createdAt: number;
  updatedAt: number;
};
