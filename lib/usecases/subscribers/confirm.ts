import { lockSubscriber, readLinkedSubscriber, saveSubscriber } from "#lib/data/subscribers/subscribers.ts";
import { liftSuppression } from "#lib/data/subscribers/suppressions.ts";
import { type Audit, change, type Event, type Tx } from "#lib/data/tx.ts";
import { Failure } from "#lib/domain/errors.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { makeFirstSecret } from "../secrets/webhook-secrets.ts";
import { actsAs, type Keyed, suppressedPlace } from "./context.ts";
import { readSignedLink, type SignedLink, signLink } from "./links.ts";

const HOUR_MS = 3_600_000;
/** A confirmed link answers a double click; later it is dead, so that an old mail is no way to the manage page. */
export const CONFIRMED_AGAIN_MS = 600_000;
/** Links to the manage page that are mailed, or shown to whoever can have a new one. */
export const MANAGE_LINK_LIFETIME_MS = 24 * HOUR_MS;

const dead = (): Failure =>
  new Failure(
    "not_found",
    "This link does not work any more: it was used, it has expired, or it was replaced",
  );

/** The link to the manage page; Slack, Teams and webhooks are shown it once, so theirs does not expire. */
export function manageTokenOf({ id, channel, tokenEpoch }: Subscriber, { secretKey, now }: Keyed): string {
  const canAskAgain = channel === "email" || channel === "sms";
  const expiresAt = canAskAgain ? now + MANAGE_LINK_LIFETIME_MS : null;
  return signLink(secretKey, "manage", { subscriberId: id, epoch: tokenEpoch, expiresAt });
}

const isAnswerable = (subscriber: Subscriber, { epoch }: SignedLink, now: number): boolean =>
  subscriber.tokenEpoch === epoch &&
  (subscriber.state === "pending" ||
    subscriber.state === "quarantined" ||
    (subscriber.state === "active" && now - (subscriber.confirmedAt ?? 0) < CONFIRMED_AGAIN_MS));

/** `isAdded`: somebody else asked for it, and it becomes part of their manage page. */
export type Confirmation = { subscriber: Subscriber; isConfirmed: boolean; isAdded: boolean };

/** What the page of a confirmation link shows; nothing changes. Null: the link is dead. */
export async function readConfirmation(token: string, ctx: Keyed): Promise<Confirmation | null> {
  const link = readSignedLink(ctx.secretKey, "confirm", token, ctx.now);
  const subscriber = link && (await readLinkedSubscriber(link.subscriberId));
  if (!link || !subscriber || !isAnswerable(subscriber, link, ctx.now)) return null;
  const isAdded = subscriber.holderId !== subscriber.id;
  return { subscriber, isConfirmed: subscriber.state === "active", isAdded };
}

export type Confirmed = {
  subscriber: Subscriber;
  manageToken: string;
  /** Of a webhook that is confirmed for the first time; it is not told again. */
  secret: string | null;
};

/** The person presses the button behind the link: from now on they are told. @throws Failure not_found for a dead link */
export async function confirmSubscription(token: string, ctx: Keyed): Promise<Confirmed> {
  const link = readSignedLink(ctx.secretKey, "confirm", token, ctx.now);
  const known = link && (await readLinkedSubscriber(link.subscriberId));
  if (!link || !known) throw dead();
  return await change(actsAs(known.id, known.pageId), async (tx) => {
    const subscriber = await lockSubscriber(tx, known.id);
    if (!subscriber || !isAnswerable(subscriber, link, ctx.now)) throw dead();
    const { confirmed, secret, audit, event } = await confirmIn(tx, subscriber, ctx);
    const manageToken = manageTokenOf(confirmed, ctx);
    return { result: { subscriber: confirmed, manageToken, secret }, audit, event };
  });
}

/** Makes a locked subscriber active by their own proof, which also lifts what kept us from writing to them. */
export async function confirmIn(
  tx: Tx,
  subscriber: Subscriber,
  ctx: Keyed,
): Promise<{ confirmed: Subscriber; secret: string | null; audit: Audit | null; event: Event | null }> {
  if (subscriber.state === "active") return { confirmed: subscriber, secret: null, audit: null, event: null };
  const secret = subscriber.channel === "webhook" ? await makeFirstSecret(tx, subscriber.id, ctx) : null;
  const fresh = { quarantinedAt: null, quarantineReason: null, failures: 0, failingSince: null };
  const fields = { ...fresh, unsubscribedAt: null, purgeAt: null, confirmedAt: ctx.now };
  const confirmed = await saveSubscriber(tx, subscriber.id, { ...fields, state: "active" }, ctx.now);
  await liftSuppression(tx, suppressedPlace(ctx.secretKey, subscriber));
  return {
    confirmed,
    secret,
    audit: {
      action: "subscriber.confirm",
      objectKind: "subscriber",
      objectId: subscriber.id,
      before: { state: subscriber.state },
      after: { state: "active" },
    },
    event: { kind: "subscriber.confirmed", payload: { subscriber_id: subscriber.id } },
  };
}
