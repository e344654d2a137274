import { cancelWaiting } from "#lib/data/subscribers/ending.ts";
import { findSubscriber, lockPlace, saveSubscriber } from "#lib/data/subscribers/subscribers.ts";
import {
  liftSuppression,
  readSuppression,
  type SuppressionReason,
  suppress,
} from "#lib/data/subscribers/suppressions.ts";
import { type Audit, change, type Event, type Tx } from "#lib/data/tx.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import { quarantinedPurgeAt } from "#lib/domain/subscribers/privacy.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { confirmIn } from "./confirm.ts";
import { actsAs, type Keyed, suppressedPlace } from "./context.ts";
import { unsubscribeIn } from "./unsubscribe.ts";

export type Stop = Exclude<SuppressionReason, "erased">;

/**
 * A destination must not be written to any more: the person said STOP, or it is dead. Also of one that nobody subscribed:
 * no import may bring it here.
 */
export async function stopDestination(
  pageId: string,
  channel: Channel,
  destination: string,
  reason: Stop,
  ctx: Keyed,
): Promise<void> {
  const place = { pageId, channel, destination };
  const hashed = suppressedPlace(ctx.secretKey, place);
  const known = await findSubscriber(place);
  await change(actsAs(known?.id ?? "unknown", pageId), async (tx) => {
    const subscriber = await lockPlace(tx, place);
    if (subscriber && (reason === "stop" || reason === "unsubscribed"))
      return { result: undefined, ...(await unsubscribeIn(tx, subscriber, reason, ctx)) };
    await suppress(tx, hashed, reason, ctx.now);
    if (subscriber) return { result: undefined, ...(await quarantineIn(tx, subscriber, reason, ctx.now)) };
    const about = { objectKind: "suppression", objectId: hashed.destinationHash };
    return {
      result: undefined,
      audit: { action: "suppression.create", ...about, after: { channel, reason } },
      event: null,
    };
  });
}

/** Nothing more is sent to a locked subscriber, until somebody brings it back or it is erased by itself. */
export async function quarantineIn(
  tx: Tx,
  subscriber: Subscriber,
  reason: string,
  now: number,
): Promise<{ audit: Audit | null; event: Event | null }> {
  if (subscriber.state !== "active") return { audit: null, event: null };
  await cancelWaiting(tx, subscriber.id, "quarantined", now);
  const fields = { quarantinedAt: now, quarantineReason: reason, purgeAt: quarantinedPurgeAt(now) };
  await saveSubscriber(tx, subscriber.id, { ...fields, state: "quarantined" }, now);
  return {
    audit: {
      action: "subscriber.quarantine",
      objectKind: "subscriber",
      objectId: subscriber.id,
      before: { state: subscriber.state },
      after: { state: "quarantined", reason },
    },
    event: { kind: "subscriber.quarantined", payload: { subscriber_id: subscriber.id } },
  };
}

/** START: the phone itself says that it wants to be told again. Whoever never confirmed still has to. */
export async function restartDestination(
  pageId: string,
  channel: Channel,
  destination: string,
  ctx: Keyed,
): Promise<void> {
  const place = { pageId, channel, destination };
  const hashed = suppressedPlace(ctx.secretKey, place);
  const known = await findSubscriber(place);
  await change(actsAs(known?.id ?? "unknown", pageId), async (tx) => {
    const subscriber = await lockPlace(tx, place);
    const wasStopped = (await readSuppression(hashed, tx)) !== null;
    if (subscriber && subscriber.confirmedAt !== null && subscriber.state !== "pending") {
      const { audit, event } = await confirmIn(tx, subscriber, ctx);
      return { result: undefined, audit, event };
    }
    await liftSuppression(tx, hashed);
    const about = { objectKind: "suppression", objectId: hashed.destinationHash };
    const audit = { action: "suppression.lift", ...about, after: { channel } };
    return { result: undefined, audit: wasStopped ? audit : null, event: null };
  });
}
