import { deleteSubscriber, listHeld, lockSubscriber } from "#lib/data/subscribers/subscribers.ts";
import { readSuppression, suppress } from "#lib/data/subscribers/suppressions.ts";
import { type Audit, change, type Event, type Tx } from "#lib/data/tx.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { actsAs, type Keyed, suppressedPlace } from "./context.ts";
import { requireManaged } from "./manage.ts";
import { unsubscribeIn } from "./unsubscribe.ts";

type Ended = { audit: Audit | null; event: Event | null };

/**
 * Ends everything that hangs on a manage page, all of it or nothing. Answers how many subscriptions that were.
 * @throws Failure not_found (a dead link)
 */
export const unsubscribeEverything = (token: string, ctx: Keyed): Promise<{ ended: number }> =>
  endEach(token, ctx, (tx, subscriber) => unsubscribeIn(tx, subscriber, "unsubscribed", ctx));

/**
 * The same, and nothing of it is kept: the rows go at once, and with them every link. A keyed hash stays, so that no import
 * brings them back. @throws Failure not_found (a dead link)
 */
export const eraseEverything = (token: string, ctx: Keyed): Promise<{ ended: number }> =>
  endEach(token, ctx, async (tx, subscriber) => {
    const place = suppressedPlace(ctx.secretKey, subscriber);
    if ((await readSuppression(place, tx)) === null) await suppress(tx, place, "erased", ctx.now);
    return await forget(tx, subscriber);
  });

async function forget(tx: Tx, { id, state }: Subscriber): Promise<Ended> {
  await deleteSubscriber(tx, id);
  return {
    audit: { action: "subscriber.erase", objectKind: "subscriber", objectId: id, before: { state } },
    event: { kind: "subscriber.erased", payload: { subscriber_id: id } },
  };
}

/**
 * What was added and has not proven itself is forgotten without a trace: a hash against imports would let anybody keep
 * addresses of others away.
 */
async function endEach(
  token: string,
  ctx: Keyed,
  end: (tx: Tx, subscriber: Subscriber) => Promise<Ended>,
): Promise<{ ended: number }> {
  const { holder } = await requireManaged(token, ctx);
  return await change(actsAs(holder.id, holder.pageId), async (tx) => {
    const audits: Audit[] = [];
    const events: Event[] = [];
    const held = await listHeld(holder.id, tx);
    // In one order everywhere: two that end the same at once wait for each other instead of locking each other out.
    for (const { id } of held.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const subscriber = await lockSubscriber(tx, id);
      const isAdded = id !== holder.id;
      if (!subscriber || (isAdded && subscriber.state === "unsubscribed")) continue;
      const isUnproven = isAdded && subscriber.state === "pending";
      const { audit, event } = await (isUnproven ? forget(tx, subscriber) : end(tx, subscriber));
      if (audit) audits.push(audit);
      if (event) events.push(event);
    }
    return { result: { ended: audits.length }, audit: audits.length > 0 ? audits : null, event: events };
  });
}
