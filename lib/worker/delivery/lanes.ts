import { queue } from "#lib/data/db.ts";
import { claimDeliveries } from "#lib/data/delivery/claim.ts";
import { keepOrder } from "#lib/data/delivery/order.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import { Lane } from "./lane.ts";
import type { Leases } from "./leases.ts";
import type { DeliveryOptions, LaneSize } from "./options.ts";
import type { Pulse } from "./pulse.ts";
import type { Unwritten } from "./unwritten.ts";

export type LanesParts = {
  options: DeliveryOptions;
  workerId: string;
  pulse: Pulse;
  leases: Leases;
  unwritten: Unwritten;
  /** Sending waits for an operator's word: only what somebody waits for at a screen goes out. */
  isHeld: () => boolean;
  attempt: (job: DeliveryJob) => Promise<void>;
  failed: (error: unknown) => void;
};

/** Mail goes through our relay; everything else but SMS goes straight to destinations, each as slow as it likes. */
const isHook = (channel: Channel): boolean => channel !== "email" && channel !== "sms";

/** The lanes of a channel. Slack, Teams and webhooks have a small one of their own for destinations known to be slow. */
export function lanesOf(channel: Channel, parts: LanesParts): Lane[] {
  const { options, pulse, leases } = parts;
  const lane = (size: LaneSize, isSlow: boolean | null): Lane =>
    new Lane({
      size,
      overdueMs: isHook(channel) && !isSlow ? options.settle.slowMs : null,
      // While the channel is only tried, nothing is claimed but the few that try.
      aheadMs: () => (pulse.pace(channel, Date.now()) === "open" ? options.aheadMs : 0),
      allowed: () => {
        const pace = pulse.pace(channel, Date.now());
        if (pace === "paused") return 0;
        if (pace === "probing") return options.probes;
        return channel === "email" ? parts.unwritten.slots() : Number.POSITIVE_INFINITY;
      },
      claim: async (limit, here) => {
        const now = Date.now();
        const claimed = await claimDeliveries(queue(), {
          ...{ channel, workerId: parts.workerId, now, leaseMs: options.leaseMs, limit, isSlow },
          // One relay takes many mails to one person at once; a destination of its own is not crowded.
          busy: channel === "email" ? null : here,
          isUrgentOnly: parts.isHeld(),
        });
        const ids = claimed.jobs.map(({ id }) => id);
        const kept = await keepOrder(queue(), { workerId: parts.workerId, ids, now });
        leases.took([...kept], now);
        return { ...claimed, jobs: claimed.jobs.filter(({ id }) => kept.has(id)) };
      },
      deliver: async (job) => {
        await parts.attempt(job);
        leases.forget(job.id);
      },
      isLost: leases.isLost,
      failed: parts.failed,
    });
  const size = options.lanes[channel];
  return isHook(channel) ? [lane(size, false), lane(options.slowLane, true)] : [lane(size, null)];
}
