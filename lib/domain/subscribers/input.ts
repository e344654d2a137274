import { z } from "zod";
import { CHANNELS, type Channel } from "../delivery/channel.ts";
import type { Fault } from "../errors.ts";
import { id } from "../id.ts";
import { choiceFields } from "./choices.ts";
import { type DestinationRules, parseDestination } from "./destination.ts";
import { TEAMS_MODES, type TeamsMode } from "./subscriber.ts";

/** Longer than any destination may be: what a destination is says `parseDestination`, in one sentence for each channel. */
const MAX_RAW_LENGTH = 2_100;
const raw = z.string().max(MAX_RAW_LENGTH, `at most ${MAX_RAW_LENGTH} characters`);

/** Where somebody wants to be told, in the words of Statuspage. */
export const destinationFields = {
  email: raw.optional().meta({ description: "With endpoint: who is told when the webhook fails" }),
  phone_country: z.string().max(2, "two letters, such as KR").optional(),
  phone_number: raw.optional(),
  endpoint: raw.optional().meta({ description: "Of a webhook, of Slack or of Teams" }),
  channel: z.enum(CHANNELS).optional().meta({ description: "Left out: told by the other fields" }),
  teams_mode: z.enum(TEAMS_MODES).optional().meta({ description: "Which body the workflow of Teams takes" }),
  contact_email: raw.optional().meta({ description: "Who is told when the webhook fails" }),
};

/** A new subscription, as the page, the public API and the manage API write it. */
export const newSubscription = z.object({
  ...destinationFields,
  ...choiceFields,
  incident_id: id.optional().meta({ description: "Only this incident or maintenance, until it is over" }),
  consent: z.boolean().optional(),
  skip_confirmation_notification: z
    .boolean()
    .optional()
    .meta({ description: "Confirmed at once; nothing is sent" }),
});
export type NewSubscription = z.infer<typeof newSubscription>;

/** What may be changed of a subscription; where it is told stays, and is proven anew if it is another. */
export const subscriptionPatch = z.object({
  ...choiceFields,
  teams_mode: destinationFields.teams_mode,
  contact_email: raw.nullish(),
  follows_page: z.boolean().optional().meta({ description: "false: only the incidents that it follows" }),
});
export type SubscriptionPatch = z.infer<typeof subscriptionPatch>;
export type DestinationInput = Pick<NewSubscription, keyof typeof destinationFields>;

export type Destination = {
  channel: Channel;
  destination: string;
  contactEmail: string | null;
  teamsMode: TeamsMode | null;
};
export type FoundDestination =
  | { found: Destination; faults?: undefined }
  | { found?: undefined; faults: Fault[] };

/** Which field of an input holds the destination of a channel. */
export const DESTINATION_FIELD: Record<Channel, "email" | "phone_number" | "endpoint"> = {
  email: "email",
  sms: "phone_number",
  slack: "endpoint",
  teams: "endpoint",
  webhook: "endpoint",
};

/** Reads channel and destination out of an input, with the field of each fault. */
export function findDestination(input: DestinationInput, rules: DestinationRules): FoundDestination {
  const channel = input.channel ?? guessChannel(input, rules);
  const field = DESTINATION_FIELD[channel];
  const parsed = parseDestination(channel, input[field] ?? "", rules, input.phone_country);
  const contact = contactOf(channel, input, rules);
  const faults = [
    ...(parsed.fault === undefined ? [] : [{ path: field, message: parsed.fault }]),
    ...(contact.fault ? [contact.fault] : []),
  ];
  if (parsed.fault !== undefined || faults.length > 0) return { faults };
  const teamsMode = channel === "teams" ? (input.teams_mode ?? "message") : null;
  const contactEmail = contact.address;
  return { found: { channel, destination: parsed.destination, contactEmail, teamsMode } };
}

function guessChannel({ endpoint, phone_number }: DestinationInput, rules: DestinationRules): Channel {
  if (endpoint === undefined) return phone_number === undefined ? "email" : "sms";
  const isOf = (channel: Channel) => parseDestination(channel, endpoint, rules).fault === undefined;
  return isOf("slack") ? "slack" : isOf("teams") ? "teams" : "webhook";
}

/** Statuspage takes the address beside an endpoint for it. */
function contactOf(
  channel: Channel,
  input: DestinationInput,
  rules: DestinationRules,
): { address: string | null; fault: Fault | null } {
  const path = input.contact_email ? "contact_email" : "email";
  const text = DESTINATION_FIELD[channel] === "endpoint" ? input[path] : undefined;
  if (!text) return { address: null, fault: null };
  const { destination, fault } = { destination: null, ...parseDestination("email", text, rules) };
  return { address: destination, fault: fault === undefined ? null : { path, message: fault } };
}
