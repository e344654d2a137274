import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { DeliveryKind, DeliveryState, RecipientKind } from "#lib/domain/delivery/delivery.ts";

export type StateCounts = Record<DeliveryState, number>;

/** One event that was told to people, as the manage API tells it. */
export type ShownFanOut = {
  id: string;
  kind: string;
  incident: { id: string; name: string; kind: string } | null;
  event_at: string;
  /** False while it is still worked out who hears of it. */
  is_expanded: boolean;
  recipients: number;
  states: StateCounts;
  channels: { channel: Channel; states: StateCounts }[];
};

export type ShownAttempt = {
  number: number;
  at: string;
  outcome: string;
  code: string | null;
  text: string | null;
  duration_ms: number;
};

/** One message to one recipient, as the manage API tells it. */
export type ShownDelivery = {
  id: string;
  event_id: string | null;
  event_kind: string | null;
  incident: { id: string; name: string; kind: string } | null;
  kind: DeliveryKind;
  channel: Channel;
  recipient: { kind: RecipientKind; id: string; name: string | null };
  state: DeliveryState;
  reason: string | null;
  attempts: number;
  due_at: string;
  expires_at: string;
  finished_at: string | null;
  is_held_quiet: boolean;
  provider_id: string | null;
  receipt: {
    code?: string | undefined;
    text?: string | undefined;
    duration_ms?: number | undefined;
    status?: string | undefined;
  } | null;
  tries: ShownAttempt[];
};

const sum = (counts: StateCounts, ...states: DeliveryState[]) =>
  states.reduce((total, state) => total + (counts[state] ?? 0), 0);

/** What a reader of a progress bar wants to know: done well, still to come, failed, and not sent for a reason. */
export const partsOf = (counts: StateCounts) => ({
  sent: sum(counts, "sent"),
  waiting: sum(counts, "pending", "gathered"),
  failed: sum(counts, "failed"),
  other: sum(counts, "expired", "collapsed", "cancelled"),
});

/** True while something of it is still to be sent. */
export const isRunning = ({ is_expanded, states }: Pick<ShownFanOut, "is_expanded" | "states">): boolean =>
  !is_expanded || sum(states, "pending") > 0;
