import { z } from "zod";
import { singleLine } from "../input/text.ts";
import { type Language, language } from "../language.ts";
import {
  type DestinationRules,
  destinationFault,
  MAX_URL_LENGTH,
  parseDestination,
} from "../subscribers/destination.ts";

/** How people are paged. */
export const CONTACT_CHANNELS = ["email", "sms", "slack", "pagerduty"] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];

export const MAX_CONTACTS = 200;
const ROUTING_KEY = /^[A-Za-z0-9]{32}$/;
const SHOWN_CHARACTERS = 4;

/** Where a person (or a room, or a service of PagerDuty) is reached by escalations. */
export type ContactPoint = {
  id: string;
  pageId: string;
  /** Null: not a person's. */
  userId: string | null;
  name: string;
  channel: ContactChannel;
  /** An address or a number; of what is a secret (Slack, PagerDuty) its last characters. */
  destination: string;
  /** The secret destination. */
  sealed: string | null;
  language: Language;
};

export const isSecretChannel = (channel: ContactChannel): boolean =>
  channel === "slack" || channel === "pagerduty";

const destination = singleLine(MAX_URL_LENGTH).meta({
  description:
    "Mail address, mobile number, address of an incoming webhook of Slack, or routing key of PagerDuty (Events v2); the last two are never told again",
});
const country = z.string().max(2, "two letters, such as KR");
const user = z.string().min(1).max(64).nullable().meta({ description: "Whose it is; null: nobody's alone" });

export const newContactPoint = z.object({
  name: singleLine(100),
  channel: z.enum(CONTACT_CHANNELS),
  destination,
  phone_country: country.optional(),
  user_id: user.default(null),
  language: language.default("ko"),
});
export type NewContactPoint = z.output<typeof newContactPoint>;

export const contactPointPatch = z
  .object({ name: singleLine(100), destination, phone_country: country, user_id: user, language })
  .partial();
export type ContactPointPatch = z.output<typeof contactPointPatch>;

/** A destination in its stored form, with what may be shown of it; or what is wrong with it. */
export function parseContact(
  channel: ContactChannel,
  text: string,
  rules: DestinationRules,
  phoneCountry?: string,
): { destination: string; shown: string } | { fault: string } {
  if (channel === "pagerduty") {
    const key = text.trim();
    if (!ROUTING_KEY.test(key))
      return { fault: "must be the routing key of an Events v2 integration: 32 letters and digits" };
    return { destination: key, shown: `…${key.slice(-SHOWN_CHARACTERS)}` };
  }
  const parsed = parseDestination(channel, text, rules, phoneCountry);
  if (parsed.fault !== undefined) return { fault: destinationFault(channel, rules) };
  const { destination: found } = parsed;
  const shown = channel === "slack" ? `${new URL(found).host}/…${found.slice(-SHOWN_CHARACTERS)}` : found;
  return { destination: found, shown };
}
