import type { Language } from "../language.ts";
import type { Channel } from "./channel.ts";

/**
 * `pending`: waits, or is being sent under a lease. `gathered`: waits for a digest. The others are ends: `collapsed` (a newer
 * one of the same incident took its place, or a digest told it), `cancelled` (unsubscribed, dropped by an operator, over
 * before quiet hours were).
 */
export const DELIVERY_STATES = [
  "pending",
  "gathered",
  "sent",
  "failed",
  "expired",
  "collapsed",
  "cancelled",
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** `event` tells a fan-out; the others are notices to one recipient. */
export const DELIVERY_KINDS = [
  "event",
  "digest",
  "confirm", // the link that confirms a mail address
  "code", // the number that confirms a phone
  "challenge", // the post that confirms a Slack or Teams channel, or a webhook
  "manage", // the link to the manage page
  "invitation",
  "reset",
  "quarantined", // to the owner of a webhook that fails
  "stale", // to the team: nothing was said of an incident for too long
  "attention", // to the team: a draft or a resolve waits for a person
  "page", // to whoever is paged by a level of an escalation
  "test",
] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** Somebody waits for it at a screen: before everything else. */
export const URGENT = 0;
export const ORDINARY = 1;
export type Priority = typeof URGENT | typeof ORDINARY;

/** Whom a delivery is for: a subscriber, a person of the team, or the address of a one-time link (an invitation). */
export type RecipientKind = "subscriber" | "person" | "address";

/** A claimed delivery with everything that sending it needs. Instants are milliseconds since the epoch. */
export type DeliveryJob = {
  /** deliveries.id, a bigint as text. */
  id: string;
  pageId: string;
  kind: DeliveryKind;
  channel: Channel;
  eventId: string | null;
  incidentId: string | null;
  attempts: number;
  createdAt: number;
  expiresAt: number;
  isHeldQuiet: boolean;
  details: Record<string, unknown> | null;
  sealed: string | null;
  recipient: Recipient;
};

export type Recipient = {
  kind: RecipientKind;
  id: string;
  /** Mail address, E.164 number or URL. */
  destination: string;
  language: Language;
  timeZone: string;
  /** Of a subscriber: its signed links, the settings of its channel, the sealed secrets of its webhook. */
  holderId: string | null;
  tokenEpoch: number;
  config: Record<string, unknown>;
  secrets: { sealed: string; expires_at: string | null }[];
  failures: number;
  /** Its last answer took so long that it has a lane with the other slow ones. */
  isSlow: boolean;
  failingSince: number | null;
  contactEmail: string | null;
};
