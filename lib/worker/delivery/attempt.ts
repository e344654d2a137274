import { setTimeout as sleep } from "node:timers/promises";
import type { Senders } from "#lib/channels/channel.ts";
import { isDatabaseAway } from "#lib/data/away.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import {
  type QuarantineReason,
  type Settlement,
  settle,
  settleDropped,
} from "#lib/domain/delivery/settle.ts";
import type { Logger } from "#lib/log.ts";
import type { Outgoing } from "#lib/messages/outgoing.ts";
import type { Leases } from "./leases.ts";
import type { DeliveryOptions } from "./options.ts";
import type { Pulse } from "./pulse.ts";
import type { Unwritten } from "./unwritten.ts";

const AWAY_PAUSE_MS = 500;

/** Makes the message of a delivery, or says why there is nothing to tell any more. */
export type Compose = (job: DeliveryJob) => Promise<Outgoing | { dropped: string }>;
/** Has a destination not be written to any more. Doing it twice is harmless. */
export type Quarantine = (job: DeliveryJob, reason: QuarantineReason) => Promise<void>;

/** Who writes down what became of the tries of a channel. */
export type Acknowledgers = {
  of(channel: Channel): { add: (settlement: Settlement, handed?: () => void) => Promise<void> };
};

export type AttemptParts = {
  senders: Senders;
  compose: Compose;
  quarantine: Quarantine;
  options: DeliveryOptions;
  pulse: Pulse;
  leases: Pick<Leases, "release">;
  unwritten: Pick<Unwritten, "accepted" | "written">;
  acknowledgers: Acknowledgers;
  /** Aborted when the worker stops and will wait no longer. */
  cut: AbortSignal;
  onPace: (channel: Channel, change: "paused" | "opened") => void;
  log: Logger;
};

/** A message that could not even be made: our defect. It is tried again, and nobody's destination is blamed. */
const unmade = (error: unknown): Outcome => ({
  kind: "retry",
  fault: "channel",
  receipt: { code: "unmade", text: error instanceof Error ? error.name : "" },
});

/** One try of one delivery, from the message to the committed acknowledgement. The result never rejects. */
export function createAttempt(parts: AttemptParts): (job: DeliveryJob) => Promise<void> {
  const { options, pulse, acknowledgers, cut, log } = parts;

  async function send(message: Outgoing): Promise<Outcome> {
    const limits = { timeoutMs: options.timeoutMs[message.channel], signal: cut };
    // The message says which channel it is for; its sender takes exactly that form.
    const sender = parts.senders[message.channel] as {
      send(message: Outgoing, its: typeof limits): Promise<Outcome>;
    } | null;
    if (!sender) throw new Error(`${message.channel} is not configured`);
    return await sender.send(message, limits);
  }

  /** Written before the acknowledgement: a worker that dies in between meets the same answer again. */
  async function quarantine(job: DeliveryJob, reason: QuarantineReason): Promise<void> {
    for (;;) {
      try {
        return await parts.quarantine(job, reason);
      } catch (error) {
        if (!isDatabaseAway(error))
          return log.error({ err: error, delivery: job.id }, "A destination was not quarantined");
        await sleep(AWAY_PAUSE_MS);
      }
    }
  }

  async function outcomeOf(job: DeliveryJob, isProbe: boolean): Promise<Settlement | null> {
    const startedAt = performance.now();
    let outcome: Outcome;
    try {
      if (job.recipient.destination === "" && job.kind !== "test") return settleDropped(job, "over");
      const message = await parts.compose(job);
      if ("dropped" in message) return settleDropped(job, message.dropped);
      outcome = await send(message);
      if (cut.aborted && outcome.kind === "retry") return null;
      const change = pulse.saw(job.channel, outcome, Date.now());
      if (change !== "unchanged") parts.onPace(job.channel, change);
    } catch (error) {
      log.error({ err: error, delivery: job.id }, "A message could not be made");
      outcome = unmade(error);
      isProbe = false;
    }
    const tried = { now: Date.now(), durationMs: performance.now() - startedAt, isProbe };
    return settle(job, outcome, { ...tried, random: Math.random() }, options.settle);
  }

  return async (job) => {
    const isProbe = pulse.pace(job.channel, Date.now()) !== "open";
    const settlement = await outcomeOf(job, isProbe);
    // Cut off: nobody knows whether it arrived, so it is tried again at once, under the same id.
    if (settlement === null) return await parts.leases.release([job.id]);
    if (settlement.quarantine) await quarantine(job, settlement.quarantine);
    const isMail = job.channel === "email";
    if (isMail) parts.unwritten.accepted();
    await acknowledgers.of(job.channel).add(settlement, isMail ? parts.unwritten.written : undefined);
  };
}
