import type { Senders } from "#lib/channels/channel.ts";
import { pool } from "#lib/data/db.ts";
import { claimDeliveries } from "#lib/data/delivery/claim.ts";
import { expireOverdue, readDue } from "#lib/data/delivery/due.ts";
import { finishDeliveries } from "#lib/data/delivery/finish.ts";
import { writeChannelHealth } from "#lib/data/delivery/health.ts";
import { releaseLeases, renewLeases } from "#lib/data/delivery/lease.ts";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import type { Logger } from "#lib/log.ts";
import type { LoopTold, RunResult } from "../loop.ts";
import { createAcknowledger } from "./acknowledger.ts";
import { type Compose, createAttempt, type Quarantine } from "./attempt.ts";
import { createLane, type Lane } from "./lane.ts";
import type { DeliveryOptions } from "./options.ts";
import { createPulse } from "./pulse.ts";

const EXPIRE_BATCH = 5_000;
const SOONEST_LOOK_MS = 10;

/** The ways out, what goes out, and how patiently. */
export type DeliveryParts = {
  senders: Senders;
  compose: Compose;
  quarantine: Quarantine;
  options: DeliveryOptions;
};
type DelivererParts = DeliveryParts & {
  told: LoopTold;
  log: Logger;
  workerId: string;
};
export type Deliverer = ReturnType<typeof createDeliverer>;

/**
 * Takes due deliveries to their channels: claimed under a lease, composed, sent, and acknowledged before the slot takes
 * the next. Any number of workers may do this at once.
 */
export function createDeliverer(parts: DelivererParts) {
  const { senders, options, workerId } = parts;
  const channels = CHANNELS.filter((channel) => senders[channel] !== null);
  const pulse = createPulse(options.pause);
  const acknowledger = createAcknowledger(
    (batch) =>
      finishDeliveries(pool(), batch, {
        workerId,
        now: Date.now(),
        tellOwnerAfter: options.tellOwnerAfter,
      }),
    parts.told,
  );
  /** Until when each claimed row is ours. */
  const leases = new Map<string, number>();
  const cut = new AbortController();
  const due = { isHeld: true, expiredAt: 0, toldAt: 0 };
  let failure: { error: unknown } | undefined;

  const attempt = createAttempt({ ...parts, pulse, acknowledger, cut: cut.signal, onPace });
  const lanes = new Map(channels.map((channel) => [channel, lanesOf(channel)]));
  const everyLane = (): Lane[] => [...lanes.values()].flat();

  function lanesOf(channel: Channel): Lane[] {
    const isHook = channel !== "email" && channel !== "sms";
    const lane = (size: DeliveryOptions["slowLane"], isSlow: boolean | null): Lane =>
      createLane({
        size,
        overdueMs: isHook && !isSlow ? options.settle.slowMs : null,
        aheadMs: channel === "email" ? options.aheadMs : 0,
        allowed: () => allowed(channel),
        claim: (limit, busy) => claim(channel, isSlow, limit, isHook ? busy : null),
        deliver: async (job) => {
          await attempt(job);
          leases.delete(job.id);
        },
        isLost: (id) => (leases.get(id) ?? 0) <= Date.now(),
        failed: (error) => {
          failure ??= { error };
        },
      });
    const size = options.lanes[channel];
    return isHook ? [lane(size, false), lane(options.slowLane, true)] : [lane(size, null)];
  }

  function allowed(channel: Channel): number {
    const pace = pulse.pace(channel, Date.now());
    if (pace === "paused") return 0;
    return pace === "probing" ? options.probes : Number.POSITIVE_INFINITY;
  }

  async function claim(channel: Channel, isSlow: boolean | null, limit: number, busy: string[] | null) {
    const now = Date.now();
    const { leaseMs } = options;
    const asked = { channel, workerId, now, leaseMs, limit, isSlow, busy };
    const claimed = await claimDeliveries(pool(), { ...asked, isUrgentOnly: due.isHeld });
    for (const { id } of claimed.jobs) leases.set(id, now + leaseMs);
    return claimed;
  }

  /** A channel is left alone from now on, or is well again. */
  function onPace(channel: Channel, change: "paused" | "opened"): void {
    const its = lanes.get(channel) ?? [];
    if (change === "opened") {
      for (const lane of its) lane.kick();
      return;
    }
    void release(its.flatMap((lane) => lane.unclaim()));
    const waitMs = pulse.pausedUntil(channel) - Date.now();
    setTimeout(() => {
      for (const lane of its) lane.kick();
    }, waitMs).unref();
  }

  /** What cannot be given back now comes back by itself when the lease ends. */
  async function release(ids: string[]): Promise<void> {
    for (const id of ids) leases.delete(id);
    await releaseLeases(pool(), { workerId, ids }).catch(() => {});
  }

  async function renew(now: number): Promise<void> {
    const { leaseMs, renewEveryMs } = options;
    const ids = everyLane()
      .flatMap((lane) => lane.held())
      .filter((id) => (leases.get(id) ?? 0) < now + leaseMs - renewEveryMs);
    if (ids.length === 0) return;
    const ours = new Set(await renewLeases(pool(), { workerId, ids, until: now + leaseMs }));
    for (const id of ids) if (ours.has(id)) leases.set(id, now + leaseMs);
  }

  async function keepBooks(now: number): Promise<void> {
    if (now - due.toldAt >= options.healthEveryMs) {
      due.toldAt = now;
      const news = pulse.takeNews();
      if (news.length > 0) await writeChannelHealth(pool(), news);
    }
    if (now - due.expiredAt >= options.expireEveryMs) {
      const count = await expireOverdue(pool(), now, EXPIRE_BATCH);
      if (count < EXPIRE_BATCH) due.expiredAt = now;
    }
  }

  return {
    /** Looks at what is due and starts it; says when to look again. What lanes met since the last look is thrown. */
    async tick(): Promise<RunResult> {
      if (failure) {
        const { error } = failure;
        failure = undefined;
        throw error;
      }
      const now = Date.now();
      await renew(now);
      await keepBooks(now);
      const found = await readDue(pool(), channels, now);
      due.isHeld = found.isHeld;
      for (const channel of found.channels) for (const lane of lanes.get(channel) ?? []) lane.kick();
      const untilNext = (found.nextAt ?? Number.POSITIVE_INFINITY) - now;
      return { againInMs: Math.min(options.lookEveryMs, Math.max(SOONEST_LOOK_MS, untilNext)) };
    },
    /** Gives back what has not begun, waits for what is under way, at most `patienceMs`, and then cuts it off. */
    async drain(patienceMs: number): Promise<void> {
      for (const lane of everyLane()) lane.stop();
      await release(everyLane().flatMap((lane) => lane.unclaim()));
      const timer = setTimeout(() => cut.abort(new Error("the worker stops")), patienceMs);
      const deadline = Date.now() + patienceMs + options.cutMs;
      while (everyLane().some((lane) => lane.openCount() > 0) && Date.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, SOONEST_LOOK_MS));
      clearTimeout(timer);
      await release(everyLane().flatMap((lane) => lane.held()));
    },
  };
}
