/** The ways in which somebody can be told. Feeds are read, not delivered. */
export const CHANNELS = ["email", "sms", "slack", "teams", "webhook"] as const;
export type Channel = (typeof CHANNELS)[number];

const HOUR_MS = 3_600_000;

/** How old a message may become before it is better not sent, counted from the event (or from its release, after quiet hours). */
export const MAX_AGE_MS: Record<Channel, number> = {
  email: 24 * HOUR_MS,
  sms: HOUR_MS,
  slack: 24 * HOUR_MS,
  teams: 24 * HOUR_MS,
  webhook: 76 * HOUR_MS,
};

/** Whether this installation can send over a channel, and what to set if it cannot. */
export type ChannelSetup = { isConfigured: boolean; missing: string[] };
export type ChannelSetups = Record<Channel, ChannelSetup>;
