import { CHANNELS, type Channel } from "./channel.ts";
import { DELIVERY_STATES, type DeliveryState } from "./delivery.ts";

/** How many deliveries of one channel are in one state. */
export type Tally = { channel: Channel; state: DeliveryState; count: number };

export type StateCounts = Record<DeliveryState, number>;

/** What became of one event that was told to people. Instants are milliseconds since the epoch. */
export type FanOutProgress = {
  eventId: string;
  kind: string;
  incident: { id: string; name: string; kind: string } | null;
  updateId: string | null;
  eventAt: number;
  /** False while it is still worked out who hears of it. */
  isExpanded: boolean;
  recipients: number;
  states: StateCounts;
  /** Only those that somebody is told over. */
  channels: { channel: Channel; states: StateCounts }[];
};

/** Counts by state, every state there is. */
export function statesOf(tallies: readonly Tally[]): StateCounts {
  const counts = Object.fromEntries(DELIVERY_STATES.map((state) => [state, 0])) as StateCounts;
  for (const { state, count } of tallies) counts[state] += count;
  return counts;
}

/** The same for each channel that occurs, in their usual order. */
export const channelsOf = (tallies: readonly Tally[]): FanOutProgress["channels"] =>
  CHANNELS.map((channel) => ({ channel, of: tallies.filter((one) => one.channel === channel) }))
    .filter(({ of }) => of.length > 0)
    .map(({ channel, of }) => ({ channel, states: statesOf(of) }));
