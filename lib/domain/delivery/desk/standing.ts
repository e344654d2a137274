import { CHANNELS, type Channel, type ChannelSetups } from "../channel.ts";

/** What the workers last saw of a channel, and what waits for it. Instants are milliseconds since the epoch. */
export type SeenChannel = {
  channel: Channel;
  lastSentAt: number | null;
  lastFault: string | null;
  failingSince: number | null;
  pausedUntil: number | null;
  /** When the delivery became due that has waited longest; null: nothing waits. */
  oldestDueAt: number | null;
};

/** How one way out stands. */
export type ChannelStanding = Omit<SeenChannel, "channel"> & { isConfigured: boolean; missing: string[] };

/** A message that is due for longer than this stands still. */
export const STANDSTILL_MS = 60_000;

const UNSEEN = {
  lastSentAt: null,
  lastFault: null,
  failingSince: null,
  pausedUntil: null,
  oldestDueAt: null,
};

/** Every channel with what is to be set for it and what was seen of it. */
export function standingsOf(
  setups: ChannelSetups,
  seen: readonly SeenChannel[],
): Record<Channel, ChannelStanding> {
  const entries = CHANNELS.map((channel) => {
    const { channel: _, ...known } = seen.find((one) => one.channel === channel) ?? { channel, ...UNSEEN };
    return [channel, { ...setups[channel], ...known }];
  });
  return Object.fromEntries(entries) as Record<Channel, ChannelStanding>;
}

/** For how long the queue stands still (ms); null while it moves. */
export function standstillOf(
  channels: Record<Channel, Pick<ChannelStanding, "oldestDueAt">>,
  now: number,
): number | null {
  const due = Object.values(channels).flatMap(({ oldestDueAt }) => oldestDueAt ?? []);
  const waitedMs = due.length === 0 ? 0 : now - Math.min(...due);
  return waitedMs > STANDSTILL_MS ? waitedMs : null;
}

/** Sending that waits for an operator's word: since when, why, and how many messages it is about. */
export type Hold = { heldAt: number; reason: string | null; waiting: number };

/** How sending stands as a whole. `standstillMs`: for how long nothing moved that is due; null: it moves. */
export type Sending = {
  channels: Record<Channel, ChannelStanding>;
  hold: Hold | null;
  standstillMs: number | null;
};
