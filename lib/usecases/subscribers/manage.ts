import {
  findSubscriber,
  listHeld,
  lockPlace,
  readLinkedSubscriber,
} from "#lib/data/subscribers/subscribers.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { Failure } from "#lib/domain/errors.ts";
import { type DestinationInput, findDestination } from "#lib/domain/subscribers/input.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { inSameTime } from "../requests/same-time.ts";
import { actsAs, destinationRules, type Keyed, type SubscriberContext } from "./context.ts";
import { limitClient, limitDestination } from "./limits.ts";
import { readSignedLink } from "./links.ts";
import { sendProof, sendWay } from "./prove.ts";
import { refuse, requireOpenChannel } from "./read-input.ts";
import { type Next, nextOf } from "./subscribe.ts";

/**
 * Sends the way to the manage page to whoever has a mail address or phone here, at most once in ten minutes: the only
 * message that a confirmed subscriber can be sent by a stranger. Answers the same for an unknown one.
 * @throws Failure invalid, too_many
 */
export const sendManageLink = (
  pageId: string,
  input: Pick<DestinationInput, "email" | "phone_country" | "phone_number">,
  ctx: SubscriberContext,
): Promise<{ next: Next }> =>
  inSameTime(async () => {
    await limitClient(ctx);
    const { email, phone_country, phone_number } = input;
    const { found, faults = [] } = findDestination(
      { email, phone_country, phone_number },
      destinationRules(ctx),
    );
    refuse(faults);
    const { channel, destination } = found!;
    requireOpenChannel(found!, ctx);
    await limitDestination(ctx, { pageId, channel, destination });
    const place = { pageId, channel, destination };
    const known = await findSubscriber(place);
    if (known)
      await change(actsAs(known.id, pageId), async (tx) => {
        const subscriber = await lockPlace(tx, place);
        const isSent = subscriber !== null && (await sendWhatOpens(tx, subscriber, ctx));
        const audit = { action: "subscriber.send_link", objectKind: "subscriber", objectId: known.id };
        return { result: undefined, audit: isSent ? audit : null, event: null };
      });
    return { next: nextOf({ channel }) };
  });

async function sendWhatOpens(tx: Tx, subscriber: Subscriber, ctx: Keyed): Promise<boolean> {
  const { id, state, channel } = subscriber;
  const holds = (await listHeld(id, tx)).some((one) => one.id !== id && one.state !== "unsubscribed");
  if (state === "unsubscribed" && !holds) return false;
  // Codes go to phones that are told, or are about to be; a mail tells whoever has not confirmed how to.
  if (channel === "sms" && state === "unsubscribed") return false;
  return await (state === "pending" ? sendProof : sendWay)(tx, subscriber, ctx);
}

/** What a manage page is of: who opened it, and the channels that were added on it. */
export type Managed = { holder: Subscriber; subscribers: Subscriber[] };

/**
 * What a link to the manage page opens: its own subscriber and those that were added there. The link of an added channel
 * opens that channel alone: whoever reads along in a chat must not get to the rest. An added one that has not proven itself
 * is nobody's yet: were it shown, whoever adds addresses could tell the known ones by their absence. Null: the link is dead.
 */
export async function readManaged(token: string, ctx: Keyed, tx?: Tx): Promise<Managed | null> {
  const link = readSignedLink(ctx.secretKey, "manage", token, ctx.now);
  const holder = link && (await readLinkedSubscriber(link.subscriberId, tx));
  if (!link || !holder || holder.tokenEpoch !== link.epoch) return null;
  const held = await listHeld(holder.id, tx);
  return {
    holder,
    subscribers: held.filter(
      ({ id, state }) => id === holder.id || (state !== "unsubscribed" && state !== "pending"),
    ),
  };
}

const dead = (): Failure =>
  new Failure(
    "not_found",
    "This link does not work any more: it was used, it has expired, or it was replaced",
  );

/** The same, or a refusal. @throws Failure not_found */
export async function requireManaged(token: string, ctx: Keyed, tx?: Tx): Promise<Managed> {
  const managed = await readManaged(token, ctx, tx);
  if (!managed) throw dead();
  return managed;
}
