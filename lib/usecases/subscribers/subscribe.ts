import { newId } from "#lib/data/new-id.ts";
import {
  findSubscriber,
  followIncidents,
  insertSubscriber,
  lockPlace,
  type NewSubscriber,
  type Place,
  saveSubscriber,
} from "#lib/data/subscribers/subscribers.ts";
import { readSuppression } from "#lib/data/subscribers/suppressions.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { canonical } from "#lib/domain/input/difference.ts";
import { mayFollow } from "#lib/domain/subscribers/choices.ts";
import type { NewSubscription } from "#lib/domain/subscribers/input.ts";
import { NOTICE_VERSION, pendingPurgeAt } from "#lib/domain/subscribers/privacy.ts";
import type { ConsentSource, Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { inSameTime } from "../requests/same-time.ts";
import { actsAs, type SubscriberContext, suppressedPlace } from "./context.ts";
import { limitClient, limitDestination } from "./limits.ts";
import { sendProof, sendWay } from "./prove.ts";
import {
  type ReadSubscription,
  readSubscription,
  refuse,
  requireOpenChannel,
  requireReachable,
} from "./read-input.ts";

/** What happens next: a mail with a link, a code by SMS, a post with a link. It is said of everybody. */
export type Next = "mail" | "code" | "challenge";
export const nextOf = ({ channel }: Pick<Subscriber, "channel">): Next =>
  channel === "email" ? "mail" : channel === "sms" ? "code" : "challenge";

/** Somebody else made the row between reading and writing: everything is done again with it. */
class Raced extends Error {}
const RACES = 5;

export type SignUp = ReadSubscription & {
  incidentIds: string[];
  consentSource: ConsentSource;
  /** Whose manage page it is added to; null: a page of its own. */
  holderId: string | null;
};

/**
 * Somebody asks to be told. Whoever is new, has not confirmed yet, has unsubscribed, or could not be reached is sent what
 * proves the destination. Of whoever is told already nothing changes; if they are asked to follow what they do not hear of,
 * they are sent the way to their own page, else nothing. The answer is the same, and takes as long, for all of them.
 * @throws Failure invalid, too_many (with the seconds to wait), not_found (the page)
 */
export const subscribe = (
  pageId: string,
  input: NewSubscription,
  ctx: SubscriberContext,
  source: Extract<ConsentSource, "page" | "api"> = "page",
): Promise<{ next: Next }> =>
  inSameTime(async () => {
    await limitClient(ctx);
    const read = await readSubscription(pageId, input, ctx);
    if (source === "page" && input.consent !== true)
      refuse([{ path: "consent", message: "please agree that we keep this to tell you" }]);
    requireOpenChannel(read, ctx);
    await limitDestination(ctx, { pageId, ...read });
    await requireReachable(read, ctx);
    const incidentIds = input.incident_id === undefined ? [] : [input.incident_id];
    await signUp(pageId, { ...read, incidentIds, consentSource: source, holderId: null }, ctx);
    return { next: nextOf(read) };
  });

/** The act itself, once the input is read and may be acted on. Answers whose sign-up it is. */
export async function signUp(pageId: string, wanted: SignUp, ctx: SubscriberContext): Promise<string> {
  const place = { pageId, channel: wanted.channel, destination: wanted.destination };
  for (let race = 1; ; race++) {
    const known = await findSubscriber(place);
    const id = known?.id ?? newId();
    try {
      await signUpAs(id, place, wanted, ctx);
      return id;
    } catch (error) {
      if (!(error instanceof Raced) || race >= RACES) throw error;
    }
  }
}

const fieldsOf = (id: string, wanted: SignUp, now: number): NewSubscriber => ({
  state: "pending",
  holderId: wanted.holderId ?? id,
  choices: wanted.choices,
  contactEmail: wanted.contactEmail,
  teamsMode: wanted.teamsMode,
  consentSource: wanted.consentSource,
  consentAt: now,
  noticeVersion: NOTICE_VERSION,
  purgeAt: pendingPurgeAt(now),
});

const signUpAs = (id: string, place: Place, wanted: SignUp, ctx: SubscriberContext): Promise<void> =>
  change(actsAs(id, place.pageId), async (tx) => {
    const { subscriber, isChanged } = await rowOf(tx, id, place, wanted, ctx.now);
    const isStopped = await isStoppedByCarrier(tx, place, ctx);
    const isTold = subscriber.state === "active";
    const isAskedMore =
      wanted.incidentIds.some((one) => mayFollow(subscriber, one)) ||
      (wanted.choices.followsPage && !subscriber.choices.followsPage);
    const send = isTold ? sendWay : sendProof;
    const isSent = !isStopped && (!isTold || isAskedMore) && (await send(tx, subscriber, ctx));
    const about = { objectKind: "subscriber", objectId: id };
    const action = isTold ? "subscriber.send_link" : "subscriber.subscribe";
    const after = { channel: place.channel, source: wanted.consentSource, notice: NOTICE_VERSION };
    return {
      result: undefined,
      audit: isChanged || isSent ? { action, ...about, ...(!isTold && { after }) } : null,
      event: isChanged ? { kind: "subscriber.asked", payload: { subscriber_id: id } } : null,
    };
  });

/**
 * The row behind the sign-up: made, or taken up again as long as nobody's settings are in it. A confirmed one stays as it
 * is, whoever asks.
 */
async function rowOf(
  tx: Tx,
  id: string,
  place: Place,
  wanted: SignUp,
  now: number,
): Promise<{ subscriber: Subscriber; isChanged: boolean }> {
  const fields = fieldsOf(id, wanted, now);
  const known = await lockPlace(tx, place);
  if (known && known.id !== id) throw new Raced();
  if (!known) {
    if (!(await insertSubscriber(tx, id, place, fields, now))) throw new Raced();
    await followIncidents(tx, id, wanted.incidentIds, now);
    return { subscriber: (await lockPlace(tx, place))!, isChanged: true };
  }
  if (known.state === "active" || known.state === "quarantined")
    return { subscriber: known, isChanged: false };
  const isMoved = wanted.holderId === null && known.holderId !== id;
  const isSame =
    known.state === "pending" &&
    !isMoved &&
    canonical(known.choices) === canonical(wanted.choices) &&
    wanted.incidentIds.every((one) => known.incidentIds.includes(one));
  if (isSame) return { subscriber: known, isChanged: false };
  const { holderId: _, ...renewed } = fields;
  // Nobody draws a known row to their manage page; whoever signs up by themselves has a page of their own.
  const holder = isMoved ? { holderId: id } : {};
  const subscriber = await saveSubscriber(tx, id, { ...renewed, ...holder, unsubscribedAt: null }, now);
  await followIncidents(tx, id, wanted.incidentIds, now);
  return { subscriber, isChanged: true };
}

/** After STOP the carrier takes nothing more from us for this number, until START. */
async function isStoppedByCarrier(tx: Tx, place: Place, ctx: SubscriberContext): Promise<boolean> {
  if (place.channel !== "sms") return false;
  return (await readSuppression(suppressedPlace(ctx.secretKey, place), tx)) === "stop";
}
