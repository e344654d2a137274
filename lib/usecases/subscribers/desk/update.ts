import type { Scope } from "#lib/data/scope.ts";
import { lockSubscriber, saveSubscriber } from "#lib/data/subscribers/subscribers.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { SubscriptionPatch } from "#lib/domain/subscribers/input.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import type { SubscriberContext } from "../context.ts";
import { choiceDifference, patched } from "../manage-acts.ts";

/** The page's subscriber, held. @throws Failure not_found */
export async function heldSubscriber(tx: Tx, scope: Scope, id: string): Promise<Subscriber> {
  const subscriber = await lockSubscriber(tx, id);
  if (subscriber?.pageId !== scope.pageId) throw notFound("subscriber");
  return subscriber;
}

/** Changes what a subscriber hears of; where it is told is theirs. @throws Failure not_found, invalid */
export const updateSubscriber = (
  scope: Scope<"subscribers:write">,
  id: string,
  patch: SubscriptionPatch,
  ctx: Pick<SubscriberContext, "rules" | "now">,
): Promise<Subscriber> =>
  change(scope, async (tx) => {
    const before = await heldSubscriber(tx, scope, id);
    const fields = await patched(tx, before, patch, ctx);
    const changed = choiceDifference(before, { ...before, ...fields });
    if (!changed && fields.contactEmail === before.contactEmail)
      return { result: before, audit: null, event: null };
    const after = await saveSubscriber(tx, id, fields, ctx.now);
    return {
      result: after,
      audit: { action: "subscriber.update", objectKind: "subscriber", objectId: id, ...changed },
      event: { kind: "subscriber.updated", payload: { subscriber_id: id } },
    };
  });
