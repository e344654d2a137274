import { lockSubscriber } from "#lib/data/subscribers/subscribers.ts";
import { type Audit, change, type Event } from "#lib/data/tx.ts";
import { actsAs, type Keyed } from "./context.ts";
import { requireManaged } from "./manage.ts";
import { unsubscribeIn } from "./unsubscribe.ts";

/**
 * Ends everything that hangs on a manage page, all of it or nothing. Answers how many subscriptions that were.
 * @throws Failure not_found (a dead link)
 */
export async function unsubscribeEverything(token: string, ctx: Keyed): Promise<{ ended: number }> {
  const { holder, subscribers } = await requireManaged(token, ctx);
  return await change(actsAs(holder.id, holder.pageId), async (tx) => {
    const audits: Audit[] = [];
    const events: Event[] = [];
    // In one order everywhere: two that end the same at once wait for each other instead of locking each other out.
    for (const { id } of subscribers.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const subscriber = await lockSubscriber(tx, id);
      if (!subscriber) continue;
      const { audit, event } = await unsubscribeIn(tx, subscriber, "unsubscribed", ctx);
      if (audit) audits.push(audit);
      if (event) events.push(event);
    }
    return { result: { ended: audits.length }, audit: audits.length > 0 ? audits : null, event: events };
  });
}
