import type { Egress } from "#lib/net/egress.ts";
import type { Senders } from "./channel.ts";
import { createEmailSender } from "./email.ts";
import type { ChannelSettings } from "./settings.ts";
import { createSlackSender } from "./slack.ts";
import { createSmsSender } from "./sms.ts";
import { createTeamsSender } from "./teams.ts";
import { createWebhookSender } from "./webhook.ts";

/** `everybody`: for addresses that somebody typed. `provider`: may also reach TWILIO_BASE_URL, the operator's own word. */
export type WaysOut = { everybody: Egress; provider: Egress };

/** The ways in which this installation can tell people. Null: not configured. */
export function createSenders(settings: ChannelSettings, { everybody, provider }: WaysOut): Senders {
  return {
    email: settings.email && createEmailSender(settings.email),
    sms: settings.sms && createSmsSender(settings.sms, provider),
    slack: settings.slack ? createSlackSender(everybody) : null,
    teams: settings.teams ? createTeamsSender(everybody) : null,
    webhook: createWebhookSender(everybody),
  };
}

/** Ends every connection. */
export async function closeSenders(senders: Senders): Promise<void> {
  await Promise.all(Object.values(senders).map((sender) => sender?.close()));
}
