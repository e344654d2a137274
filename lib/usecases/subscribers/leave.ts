import { deleteSubscriber, lockSubscriber } from "#lib/data/subscribers/subscribers.ts";
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
    await deleteSubscriber(tx, subscriber.id);
    const about = { objectKind: "subscriber", objectId: subscriber.id, before: { state: subscriber.state } };
    return {
      audit: { action: "subscriber.erase", ...about },
      event: { kind: "subscriber.erased", payload: { subscriber_id: subscriber.id } },
    };
  });

async function endEach(
  token: string,
  ctx: Keyed,
  end: (tx: Tx, subscriber: Subscriber) => Promise<Ended>,
): Promise<{ ended: number }> {
  const { holder, subscribers } = await requireManaged(token, ctx);
  return await change(actsAs(holder.id, holder.pageId), async (tx) => {
    const audits: Audit[] = [];
    const events: Event[] = [];
    // In one order everywhere: two that end the same at once wait for each other instead of locking each other out.
    for (const { id } of subscribers.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const subscriber = await lockSubscriber(tx, id);
      const { audit, event } = subscriber ? await end(tx, subscriber) : { audit: null, event: null };
      if (audit) audits.push(audit);
      if (event) events.push(event);
    }
    return { result: { ended: audits.length }, audit: audits.length > 0 ? audits : null, event: events };
  });
}
