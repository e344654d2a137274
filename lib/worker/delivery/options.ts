import { MAIL_CONNECTIONS } from "#lib/channels/email.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import { PAUSE_RULES, type PauseRules } from "#lib/domain/delivery/pause.ts";
import { SETTLE_RULES, type SettleRules } from "#lib/domain/delivery/settle.ts";

/** How many messages a lane has under way. */
export type LaneSize = {
  slots: number;
  /** Under way in all, with those that have taken so long that they no longer hold a slot. */
  maxOpen: number;
};

export type DeliveryOptions = {
  /** A dead worker's messages are taken up after so long; a living one renews. */
  leaseMs: number;
  renewEveryMs: number;
  /** Longest time between two looks at what is due. */
  lookEveryMs: number;
  /** Mail is claimed so far ahead, and no further: who unsubscribes is still reached by what is claimed. */
  aheadMs: number;
  /** So long an acknowledgement waits for others before they are written together. */
  gatherMs: { mail: number; others: number };
  lanes: Record<Channel, LaneSize>;
  /** For destinations whose last answers took too long. */
  slowLane: LaneSize;
  /** Messages that try a channel after a pause. */
  probes: number;
  pause: PauseRules;
  /** One try, by channel. */
  timeoutMs: Record<Channel, number>;
  settle: SettleRules;
  tellOwnerAfter: number;
  healthEveryMs: number;
  expireEveryMs: number;
  /** After a drain has cut off what is under way, it waits so long for the rest of it. */
  cutMs: number;
};

export const DELIVERY_OPTIONS: DeliveryOptions = {
  leaseMs: 9_000,
  renewEveryMs: 2_000,
  lookEveryMs: 500,
  aheadMs: 40,
  gatherMs: { mail: 0, others: 10 },
  lanes: {
    email: { slots: MAIL_CONNECTIONS, maxOpen: MAIL_CONNECTIONS },
    sms: { slots: 10, maxOpen: 10 },
    slack: { slots: 50, maxOpen: 200 },
    teams: { slots: 50, maxOpen: 200 },
    webhook: { slots: 200, maxOpen: 800 },
  },
  slowLane: { slots: 50, maxOpen: 50 },
  probes: 2,
  pause: PAUSE_RULES,
  timeoutMs: { email: 60_000, sms: 15_000, slack: 15_000, teams: 15_000, webhook: 20_000 },
  settle: SETTLE_RULES,
  tellOwnerAfter: 10,
  healthEveryMs: 1_000,
  expireEveryMs: 30_000,
  cutMs: 1_000,
};
