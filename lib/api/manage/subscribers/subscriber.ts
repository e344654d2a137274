import { z } from "zod";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import { SUBSCRIPTION_KINDS } from "#lib/domain/delivery/plan.ts";
import { id } from "#lib/domain/id.ts";
import { LANGUAGES } from "#lib/domain/language.ts";
import { clockText, FLOORS } from "#lib/domain/subscribers/choices.ts";
import { obfuscatedEndpoint, phoneText } from "#lib/domain/subscribers/phone.ts";
import {
  CONSENT_SOURCES,
  type Subscriber,
  type SubscriberState,
  TEAMS_MODES,
} from "#lib/domain/subscribers/subscriber.ts";
import { instant, instantText } from "../instant.ts";

/** What Statuspage calls a subscriber that has not confirmed yet. */
export const WIRE_STATES = ["active", "unconfirmed", "quarantined", "unsubscribed"] as const;
export type WireState = (typeof WIRE_STATES)[number];
export const wireState = (state: SubscriberState): WireState => (state === "pending" ? "unconfirmed" : state);
export const stateOf = (wire: WireState): SubscriberState => (wire === "unconfirmed" ? "pending" : wire);

export const subscriberBody = z
  .object({
    id,
    mode: z.enum(CHANNELS),
    email: z.string().nullable().meta({ description: "Of a webhook: who is told when it fails" }),
    endpoint: z.string().nullable().meta({ description: "Of a webhook; the address of a chat is not told" }),
    phone_number: z.string().nullable(),
    phone_country: z.string().nullable(),
    display_phone_number: z.string().nullable(),
    obfuscated_channel_name: z.string().nullable(),
    workspace_name: z.null(),
    quarantined_at: instant.nullable(),
    purge_at: instant.nullable().meta({ description: "When it is erased by itself" }),
    components: z.array(id).meta({ description: "With no group_ids and none of these: everything" }),
    page_access_user_id: z.null(),
    created_at: instant,
    skip_confirmation_notification: z.boolean(),
    state: z.enum(WIRE_STATES),
    page_id: id,
    group_ids: z.array(id),
    incident_ids: z.array(id).meta({ description: "Incidents that it follows by themselves" }),
    follows_page: z.boolean().meta({ description: "false: only its incident_ids" }),
    kinds: z.array(z.enum(SUBSCRIPTION_KINDS)),
    min_impact: z.enum(FLOORS),
    quiet_from: z.string().nullable(),
    quiet_until: z.string().nullable(),
    digest_at: z.string().nullable(),
    language: z.enum(LANGUAGES),
    time_zone: z.string(),
    teams_mode: z.enum(TEAMS_MODES).nullable(),
    consent: z.object({
      source: z.enum(CONSENT_SOURCES),
      at: instant.nullable(),
      notice_version: z.string().nullable(),
    }),
    confirmed_at: instant.nullable(),
    unsubscribed_at: instant.nullable(),
    quarantine_reason: z.string().nullable(),
    last_sent_at: instant.nullable(),
    updated_at: instant,
  })
  .meta({ id: "Subscriber" });
type Body = z.infer<typeof subscriberBody>;

const textOrNull = (at: number | null) => (at === null ? null : instantText(at));
const isChat = (channel: Channel) => channel === "slack" || channel === "teams";

function placeOf({ channel, destination, contactEmail }: Subscriber) {
  const phone = channel === "sms" ? phoneText(destination) : null;
  return {
    email: channel === "email" ? destination : contactEmail,
    endpoint: channel === "webhook" ? destination : null,
    phone_number: phone && destination,
    phone_country: phone?.country ?? null,
    display_phone_number: phone?.display ?? null,
    obfuscated_channel_name: isChat(channel) ? obfuscatedEndpoint(destination) : null,
    workspace_name: null,
  };
}

export const presentSubscriber = (one: Subscriber): Body => ({
  id: one.id,
  mode: one.channel,
  ...placeOf(one),
  quarantined_at: textOrNull(one.quarantinedAt),
  purge_at: textOrNull(one.purgeAt),
  components: one.choices.componentIds,
  page_access_user_id: null,
  created_at: instantText(one.createdAt),
  // Whoever proved itself did so after it was asked.
  skip_confirmation_notification: one.confirmedAt !== null && one.confirmedAt === one.consentAt,
  state: wireState(one.state),
  page_id: one.pageId,
  group_ids: one.choices.groupIds,
  incident_ids: one.incidentIds,
  follows_page: one.choices.followsPage,
  kinds: one.choices.kinds,
  min_impact: FLOORS[one.choices.minImpact],
  quiet_from: one.choices.quiet && clockText(one.choices.quiet.from),
  quiet_until: one.choices.quiet && clockText(one.choices.quiet.until),
  digest_at: one.choices.digestAt === null ? null : clockText(one.choices.digestAt),
  language: one.choices.language,
  time_zone: one.choices.timeZone,
  teams_mode: one.teamsMode,
  consent: {
    source: one.consentSource,
    at: textOrNull(one.consentAt),
    notice_version: one.noticeVersion,
  },
  confirmed_at: textOrNull(one.confirmedAt),
  unsubscribed_at: textOrNull(one.unsubscribedAt),
  quarantine_reason: one.quarantineReason,
  last_sent_at: textOrNull(one.lastSentAt),
  updated_at: instantText(one.updatedAt),
});

export const createdSubscriberBody = subscriberBody
  .extend({
    signing_secret: z.string().nullable().meta({
      description: "Of a webhook that is confirmed at once: told this once",
    }),
  })
  .meta({ id: "CreatedSubscriber" });

export const subscriberExample: Body = {
  id: "s1u2b3s4c5r6",
  mode: "email",
  email: "reader@example.com",
  endpoint: null,
  phone_number: null,
  phone_country: null,
  display_phone_number: null,
  obfuscated_channel_name: null,
  workspace_name: null,
  quarantined_at: null,
  purge_at: null,
  components: [],
  page_access_user_id: null,
  created_at: "2026-11-24T01:00:00.000Z",
  skip_confirmation_notification: true,
  state: "active",
  page_id: "p0qjfl24znv5",
  group_ids: [],
  incident_ids: [],
  follows_page: true,
  kinds: ["incidents", "maintenance", "postmortems"],
  min_impact: "none",
  quiet_from: null,
  quiet_until: null,
  digest_at: null,
  language: "ko",
  time_zone: "Asia/Seoul",
  teams_mode: null,
  consent: { source: "api", at: "2026-11-24T01:00:00.000Z", notice_version: null },
  confirmed_at: "2026-11-24T01:00:00.000Z",
  unsubscribed_at: null,
  quarantine_reason: null,
  last_sent_at: null,
  updated_at: "2026-11-24T01:00:00.000Z",
};
