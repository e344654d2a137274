import type { Scope } from "#lib/data/scope.ts";
import { listSubscriberRows } from "#lib/data/subscribers/lists.ts";
import { saveSubscriber, unfollow } from "#lib/data/subscribers/subscribers.ts";
import { liftSuppression, readSuppression } from "#lib/data/subscribers/suppressions.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";
import type { Subscriber, SubscriberState } from "#lib/domain/subscribers/subscriber.ts";
import { inParts } from "../../requests/answering.ts";
import { type Keyed, suppressedPlace } from "../context.ts";
import { sendProof } from "../prove.ts";
import { unsubscribeIn } from "../unsubscribe.ts";
import { heldSubscriber } from "./update.ts";

type Writing = Scope<"subscribers:write">;
/** At most so many at once. */
export const MAX_AT_ONCE = 1_000;

/** Ends a subscription for somebody; nothing is sent. Again: nothing happens. @throws Failure not_found */
export const unsubscribeSubscriber = (scope: Writing, id: string, ctx: Keyed): Promise<Subscriber> =>
  change(scope, async (tx) => {
    const subscriber = await heldSubscriber(tx, scope, id);
    const { ended, audit, event } = await unsubscribeIn(tx, subscriber, "unsubscribed", ctx);
    return { result: ended, audit, event };
  });

/**
 * Has a quarantined destination be told again: it was dead, and somebody knows that it lives. Who has unsubscribed stays so.
 * @throws Failure not_found, conflict (it is not quarantined)
 */
export const reactivateSubscriber = (scope: Writing, id: string, ctx: Keyed): Promise<Subscriber> =>
  change(scope, async (tx) => {
    const before = await heldSubscriber(tx, scope, id);
    if (before.state !== "quarantined")
      throw new Failure("conflict", "Only quarantined subscribers can be reactivated");
    await liftDead(tx, before, ctx);
    const fresh = {
      quarantinedAt: null,
      quarantineReason: null,
      purgeAt: null,
      failures: 0,
      failingSince: null,
    };
    const isConfirmed = before.confirmedAt !== null;
    const state = isConfirmed ? "active" : "pending";
    const after = await saveSubscriber(tx, id, { ...fresh, state }, ctx.now);
    return {
      result: after,
      audit: {
        action: "subscriber.reactivate",
        objectKind: "subscriber",
        objectId: id,
        before: { state: before.state, reason: before.quarantineReason },
        after: { state },
      },
      event: { kind: "subscriber.reactivated", payload: { subscriber_id: id } },
    };
  });

/** What a person asked for is not lifted by others. */
async function liftDead(tx: Tx, subscriber: Subscriber, { secretKey }: Keyed): Promise<void> {
  const place = suppressedPlace(secretKey, subscriber);
  const reason = await readSuppression(place, tx);
  if (reason === "stop" || reason === "unsubscribed" || reason === "complained" || reason === "erased")
    throw new Failure(
      "conflict",
      "They asked not to be written to: only their own confirmation brings them back",
    );
  if (reason) await liftSuppression(tx, place);
}

/** Sends the proof again, at most as often as anybody may ask for it. @throws Failure not_found, conflict, too_many */
export const resendConfirmation = (scope: Writing, id: string, ctx: Keyed): Promise<Subscriber> =>
  change(scope, async (tx) => {
    const subscriber = await heldSubscriber(tx, scope, id);
    if (subscriber.state !== "pending")
      throw new Failure("conflict", "Only who has not confirmed yet can be asked again");
    if (!(await sendProof(tx, subscriber, ctx)))
      throw new Failure("too_many", "They were asked a moment ago: please wait ten minutes", {
        retryAfterSeconds: 600,
      });
    const about = { objectKind: "subscriber", objectId: id };
    return { result: subscriber, audit: { action: "subscriber.resend", ...about }, event: null };
  });

/** Hears no more of one incident. Who subscribed for nothing else is unsubscribed. @throws Failure not_found */
export const unfollowFor = (
  scope: Writing,
  id: string,
  incidentId: string,
  ctx: Keyed,
): Promise<Subscriber> =>
  change(scope, async (tx) => {
    const before = await heldSubscriber(tx, scope, id);
    if ((await unfollow(tx, [id], incidentId)) === 0) throw notFound("subscriber");
    const incidentIds = before.incidentIds.filter((one) => one !== incidentId);
    const after = { ...before, incidentIds };
    const about = { objectKind: "subscriber", objectId: id, after: { incident_id: incidentId } };
    const audit = { action: "subscriber.unfollow", ...about };
    if (before.choices.followsPage || incidentIds.length > 0) return { result: after, audit, event: null };
    const ending = await unsubscribeIn(tx, after, "unsubscribed", ctx);
    return { result: ending.ended, audit: [audit, ending.audit ?? []].flat(), event: ending.event };
  });

export type Chosen = {
  /** Ids, or everybody that the rest of it describes. */
  subscribers: readonly string[] | "all";
  channel?: Channel | undefined;
  states: readonly SubscriberState[];
};

/**
 * Does one act to many, each in its own transaction: what cannot be done to one is left out. Unknown ids and those of other
 * pages are left out alike. Answers those to whom it was done. @throws Failure invalid (more than `MAX_AT_ONCE`)
 */
export async function toEach(
  scope: Writing,
  { subscribers, channel, states }: Chosen,
  act: (scope: Writing, id: string) => Promise<Subscriber>,
): Promise<Subscriber[]> {
  const ids = subscribers === "all" ? undefined : [...new Set(subscribers)];
  const window = { skip: 0, take: MAX_AT_ONCE + 1 };
  const order = { by: "created_at", direction: "asc" } as const;
  const rows = await listSubscriberRows(scope.pageId, { ids, channel, states }, order, window);
  if (rows.length > MAX_AT_ONCE)
    throw new Failure("invalid", `At most ${MAX_AT_ONCE} subscribers at once`, {
      faults: [{ path: "subscribers", message: `At most ${MAX_AT_ONCE} subscribers at once` }],
    });
  const done: Subscriber[] = [];
  const each = inParts(scope);
  for (const { id } of rows)
    try {
      done.push(await act(each, id));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  return done;
}
