import { CHANNELS, type Channel, type ChannelSetups } from "./channel.ts";

/** What each channel needs of the environment. */
const NEEDED: Record<Channel, readonly string[]> = {
  email: ["SMTP_URL", "MAIL_FROM"],
  sms: ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM", "SMS_COUNTRIES"],
  slack: ["SLACK_WEBHOOK_HOSTS"],
  teams: ["TEAMS_WEBHOOK_HOSTS"],
  webhook: [],
};

/** Which channels an environment of these values can send over, and what is to be set for the others; an empty list is none. */
export function setupsOf(values: Readonly<Record<string, unknown>>): ChannelSetups {
  const isMissing = (name: string) => values[name] === undefined || [values[name]].flat().length === 0;
  const entries = CHANNELS.map((channel) => {
    const missing = NEEDED[channel].filter(isMissing);
    return [channel, { isConfigured: missing.length === 0, missing }];
  });
  return Object.fromEntries(entries);
}
