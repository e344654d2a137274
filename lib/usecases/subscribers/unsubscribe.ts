import { unsubscribeRow } from "#lib/data/subscribers/ending.ts";
import { lockSubscriber, readLinkedSubscriber } from "#lib/data/subscribers/subscribers.ts";
import { type SuppressionReason, suppress } from "#lib/data/subscribers/suppressions.ts";
import { type Audit, change, type Event, type Tx } from "#lib/data/tx.ts";
import { Failure } from "#lib/domain/errors.ts";
import { unsubscribedPurgeAt } from "#lib/domain/subscribers/privacy.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { actsAs, type Keyed, suppressedPlace } from "./context.ts";
import { readSignedLink } from "./links.ts";

/** Who a link to unsubscribe is of; nothing changes. Null: it was never ours, or everything about it is erased. */
export async function readUnsubscribe(token: string, ctx: Keyed): Promise<Subscriber | null> {
  const link = readSignedLink(ctx.secretKey, "unsubscribe", token, ctx.now);
  return link && (await readLinkedSubscriber(link.subscriberId));
}

/**
 * Ends a subscription by its link, which is good for ever: mails are kept for years, and whoever presses it means it. Again:
 * nothing happens. @throws Failure not_found (not our link)
 */
export async function unsubscribeByLink(
  token: string,
  ctx: Keyed,
): Promise<{ subscriber: Subscriber | null }> {
  const link = readSignedLink(ctx.secretKey, "unsubscribe", token, ctx.now);
  if (!link) throw new Failure("not_found", "This link is not one of ours");
  const known = await readLinkedSubscriber(link.subscriberId);
  if (!known) return { subscriber: null };
  return await change<{ subscriber: Subscriber | null }>(actsAs(known.id, known.pageId), async (tx) => {
    const subscriber = await lockSubscriber(tx, known.id);
    if (!subscriber) return { result: { subscriber: null }, audit: null, event: null };
    const { ended, audit, event } = await unsubscribeIn(tx, subscriber, "unsubscribed", ctx);
    return { result: { subscriber: ended }, audit, event };
  });
}

/** Ends a locked subscription: nothing more is sent, what waited is dropped, and no import brings it back. */
export async function unsubscribeIn(
  tx: Tx,
  subscriber: Subscriber,
  reason: Extract<SuppressionReason, "unsubscribed" | "stop">,
  ctx: Keyed,
): Promise<{ ended: Subscriber; audit: Audit | null; event: Event | null }> {
  await suppress(tx, suppressedPlace(ctx.secretKey, subscriber), reason, ctx.now);
  if (subscriber.state === "unsubscribed") return { ended: subscriber, audit: null, event: null };
  const ended = await unsubscribeRow(tx, subscriber, unsubscribedPurgeAt(ctx.now), ctx.now);
  return {
    ended,
    audit: {
      action: "subscriber.unsubscribe",
      objectKind: "subscriber",
      objectId: subscriber.id,
      before: { state: subscriber.state },
      after: { state: "unsubscribed", reason },
    },
    event: { kind: "subscriber.unsubscribed", payload: { subscriber_id: subscriber.id } },
  };
}
