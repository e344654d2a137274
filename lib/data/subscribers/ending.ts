import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import type { Tx } from "../tx.ts";
import { saveSubscriber } from "./subscribers.ts";

/** Chats and webhooks were shown a manage link that never expires: it ends here, unless other channels hang on it. */
async function mustEndLinks(tx: Tx, { id, channel }: Subscriber): Promise<boolean> {
  if (channel === "email" || channel === "sms") return false;
  return (await tx.subscriber.count({ where: { holderId: id, id: { not: id } } })) === 0;
}

/** What waits for them is dropped; a message in flight is not called back. */
export async function cancelWaiting(
  tx: Tx,
  subscriberId: string,
  reason: string,
  now: number,
): Promise<void> {
  const at = new Date(now);
  await tx.delivery.updateMany({
    where: {
      ...{ recipientKind: "subscriber", recipientId: subscriberId, finishedAt: null },
      OR: [{ leaseUntil: null }, { leaseUntil: { lt: at } }],
    },
    data: { state: "cancelled", reason, sealed: null, finishedAt: at },
  });
}

/** Ends the subscription; the row stays until `purgeAt`. */
export async function unsubscribeRow(
  tx: Tx,
  subscriber: Subscriber,
  purgeAt: number,
  now: number,
): Promise<Subscriber> {
  await cancelWaiting(tx, subscriber.id, "unsubscribed", now);
  const epoch = (await mustEndLinks(tx, subscriber)) ? { tokenEpoch: subscriber.tokenEpoch + 1 } : {};
  const fields = { state: "unsubscribed", unsubscribedAt: now, purgeAt, ...epoch } as const;
  return await saveSubscriber(tx, subscriber.id, fields, now);
}
