import type { Scope } from "#lib/data/scope.ts";
import { authorize } from "#lib/data/scope.ts";
import { dueForPurge } from "#lib/data/subscribers/lists.ts";
import { deleteSubscriber, lockSubscriber } from "#lib/data/subscribers/subscribers.ts";
import { readSuppression, suppress } from "#lib/data/subscribers/suppressions.ts";
import { change } from "#lib/data/tx.ts";
import { type Keyed, suppressedPlace } from "../context.ts";
import { heldSubscriber } from "./update.ts";

/** Rows erased in one run; after a full one there may be more. */
export const PURGE_BATCH = 500;
const PURGER = { kind: "system", id: "purge", pageId: null } as const;

/**
 * Erases what is kept of a person: the row and everything that hangs on it, the messages that wait. A keyed hash stays, so
 * that an import does not bring them back; the audit log knows the id alone. @throws Failure not_found
 */
export const eraseSubscriber = (scope: Scope<"subscribers:write">, id: string, ctx: Keyed): Promise<void> =>
  change(scope, async (tx) => {
    const subscriber = await heldSubscriber(tx, scope, id);
    const place = suppressedPlace(ctx.secretKey, subscriber);
    if ((await readSuppression(place, tx)) === null) await suppress(tx, place, "erased", ctx.now);
    await deleteSubscriber(tx, id);
    const about = { objectKind: "subscriber", objectId: id, before: { state: subscriber.state } };
    return {
      result: undefined,
      audit: { action: "subscriber.erase", ...about },
      event: { kind: "subscriber.erased", payload: { subscriber_id: id } },
    };
  });

/**
 * Erases whose time has come: sign-ups that nobody confirmed, who has unsubscribed, who could not be reached. Who comes back
 * meanwhile stays. Returns how many were erased.
 */
export async function purgeSubscribers(now: number): Promise<number> {
  let erased = 0;
  for (const { id, pageId } of await dueForPurge(now, PURGE_BATCH))
    erased += await change(authorize(PURGER, "subscribers:write", pageId), async (tx) => {
      const subscriber = await lockSubscriber(tx, id);
      const isDue = subscriber?.purgeAt != null && subscriber.purgeAt <= now && subscriber.state !== "active";
      if (!isDue) return { result: 0, audit: null, event: null };
      await deleteSubscriber(tx, id);
      const about = { objectKind: "subscriber", objectId: id, before: { state: subscriber.state } };
      return { result: 1, audit: { action: "subscriber.purge", ...about }, event: null };
    });
  return erased;
}
