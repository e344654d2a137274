import { setTimeout as sleep } from "node:timers/promises";
import type { Senders } from "#lib/channels/channel.ts";
import { queue } from "#lib/data/db.ts";
import { expireOverdue, readDue } from "#lib/data/delivery/due.ts";
import { finishDeliveries } from "#lib/data/delivery/finish.ts";
import { writeChannelHealth } from "#lib/data/delivery/health.ts";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import type { Settlement } from "#lib/domain/delivery/settle.ts";
import type { Logger } from "#lib/log.ts";
import type { LoopTold, RunResult } from "../loop.ts";
import { createAcknowledger } from "./acknowledger.ts";
import { type Acknowledgers, type Compose, createAttempt, type Quarantine } from "./attempt.ts";
import type { Lane } from "./lane.ts";
import { lanesOf } from "./lanes.ts";
import { createLeases, type Leases } from "./leases.ts";
import type { DeliveryOptions } from "./options.ts";
import { createPulse, type Pulse } from "./pulse.ts";
import { createUnwritten } from "./unwritten.ts";

const EXPIRE_BATCH = 5_000;
/** Of the queue's: one claims, one acknowledges, one looks. */
const CONNECTIONS = 3;
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
export type Deliverer = {
  /** Looks at what is due and starts it; says when to look again. What lanes met since the last look is thrown. */
  tick(): Promise<RunResult>;
  /** Gives back what has not begun, waits for what is under way, at most `patienceMs`, and then cuts it off. */
  drain(patienceMs: number): Promise<void>;
};

/**
 * Takes due deliveries to their channels: claimed under a lease, composed, sent, and acknowledged before the slot takes
 * the next. Any number of workers may do this at once.
 */
export function createDeliverer(parts: DelivererParts): Deliverer {
  const { senders, options, workerId } = parts;
  const channels = CHANNELS.filter((channel) => senders[channel] !== null);
  const lanes = new Map<Channel, Lane[]>();
  const everyLane = () => [...lanes.values()].flat();
  const pulse = createPulse(options.pause);
  const leases = createLeases(workerId, options);
  const unwritten = createUnwritten(options.lanes.email.slots);
  const keepBooks = createBooks(pulse, options);
  const cut = new AbortController();
  let failure: { error: unknown } | undefined;
  let isHeld = true;
  let isOpen = false;

  const attempt = createAttempt({
    ...parts,
    pulse,
    leases,
    unwritten,
    acknowledgers: acknowledgersOf(parts),
    cut: cut.signal,
    onPace: (channel, change) => follow(channel, change),
  });
  const failed = (error: unknown) => {
    failure ??= { error };
  };
  const its = { options, workerId, pulse, leases, unwritten, isHeld: () => isHeld, attempt, failed };
  for (const channel of channels) lanes.set(channel, lanesOf(channel, its));
  const kick = (channel: Channel) => {
    for (const lane of lanes.get(channel) ?? []) lane.kick();
  };

  /** A channel is left alone from now on, or is well again. */
  function follow(channel: Channel, change: "paused" | "opened"): void {
    if (change === "paused")
      void leases.release((lanes.get(channel) ?? []).flatMap((lane) => lane.unclaim()));
    setTimeout(() => kick(channel), Math.max(0, pulse.pausedUntil(channel) - Date.now())).unref();
  }

  async function tick(): Promise<RunResult> {
    isOpen = isOpen || (await openConnections()).length > 0;
    const met = failure;
    failure = undefined;
    if (met) throw met.error;
    const now = Date.now();
    await leases.renew(
      everyLane().flatMap((lane) => lane.held()),
      now,
    );
    await keepBooks(now);
    const due = await readDue(queue(), channels, now);
    isHeld = due.isHeld;
    due.channels.forEach(kick);
    for (const lane of everyLane()) lane.begin();
    const untilNext = (due.nextAt ?? Number.POSITIVE_INFINITY) - now;
    return { againInMs: Math.min(options.lookEveryMs, Math.max(SOONEST_LOOK_MS, untilNext)) };
  }

  return { tick, drain: (patienceMs) => drainLanes(everyLane(), { leases, cut, options, patienceMs }) };
}

/** Mails are few at once, and each that is not written down is sent again after a kill. Chats and webhooks are many. */
function acknowledgersOf({ workerId, options, told }: DelivererParts): Acknowledgers {
  const { tellOwnerAfter, gatherMs } = options;
  const write = (batch: Settlement[]) =>
    finishDeliveries(queue(), batch, { workerId, now: Date.now(), tellOwnerAfter });
  const mail = createAcknowledger(write, told, { gatherMs: gatherMs.mail });
  const others = createAcknowledger(write, told, { gatherMs: gatherMs.others });
  return { of: (channel) => (channel === "email" ? mail : others) };
}

/** The first message should not wait for connections, least of all between its acceptance and its acknowledgement. */
const openConnections = () =>
  Promise.all(Array.from({ length: CONNECTIONS }, () => queue().query("select 1")));

type Draining = { leases: Leases; cut: AbortController; options: DeliveryOptions; patienceMs: number };

async function drainLanes(lanes: Lane[], { leases, cut, options, patienceMs }: Draining): Promise<void> {
  for (const lane of lanes) lane.stop();
  await leases.release(lanes.flatMap((lane) => lane.unclaim()));
  const timer = setTimeout(() => cut.abort(new Error("the worker stops")), patienceMs);
  const deadline = Date.now() + patienceMs + options.cutMs;
  while (lanes.some((lane) => lane.openCount() > 0) && Date.now() < deadline) await sleep(SOONEST_LOOK_MS);
  clearTimeout(timer);
}

/** What is written now and then: how the channels are, and that something has become too old. */
function createBooks(pulse: Pulse, options: DeliveryOptions): (now: number) => Promise<void> {
  let toldAt = 0;
  let expiredAt = 0;
  return async (now) => {
    if (now - toldAt >= options.healthEveryMs) {
      toldAt = now;
      const news = pulse.takeNews();
      if (news.length > 0) await writeChannelHealth(queue(), news);
    }
    if (now - expiredAt >= options.expireEveryMs) {
      const count = await expireOverdue(queue(), now, EXPIRE_BATCH);
      if (count < EXPIRE_BATCH) expiredAt = now;
    }
  };
}
