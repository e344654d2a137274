import {
  followIncidents,
  lockSubscriber,
  saveSubscriber,
  unfollow,
} from "#lib/data/subscribers/subscribers.ts";
import { type Audit, change, type Event, type Tx } from "#lib/data/tx.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { withChoices } from "#lib/domain/subscribers/choices.ts";
import { parseDestination } from "#lib/domain/subscribers/destination.ts";
import type { NewSubscription, SubscriptionPatch } from "#lib/domain/subscribers/input.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { inSameTime } from "../requests/same-time.ts";
import { rotateSecretIn } from "../secrets/webhook-secrets.ts";
import { actsAs, destinationRules, type Keyed, type SubscriberContext } from "./context.ts";
import { limitClient, limitDestination } from "./limits.ts";
import { requireManaged } from "./manage.ts";
import {
  choiceFaults,
  readSubscription,
  refuse,
  requireOpenChannel,
  requireReachable,
} from "./read-input.ts";
import { type Next, nextOf, signUp } from "./subscribe.ts";
import { unsubscribeIn } from "./unsubscribe.ts";

type Work<T> = (
  tx: Tx,
  subscriber: Subscriber,
) => Promise<{ result: T; audit: Audit | null; event: Event | null }>;

/** One act on one channel of a manage page, with the row held. @throws Failure not_found (a dead link, not one of theirs) */
async function act<T>(token: string, subscriberId: string, ctx: Keyed, work: Work<T>): Promise<T> {
  const { holder, subscribers } = await requireManaged(token, ctx);
  if (!subscribers.some(({ id }) => id === subscriberId)) throw notFound("subscriber");
  return await change(actsAs(holder.id, holder.pageId), async (tx) => {
    const subscriber = await lockSubscriber(tx, subscriberId);
    if (!subscriber) throw notFound("subscriber");
    return await work(tx, subscriber);
  });
}

const about = ({ id }: Subscriber) => ({ objectKind: "subscriber", objectId: id });
const updated = ({ id }: Subscriber): Event => ({
  kind: "subscriber.updated",
  payload: { subscriber_id: id },
});

/** What an audit record keeps of choices; no addresses. */
export const choiceDifference = (before: Subscriber, after: Subscriber) =>
  difference(
    { ...before.choices, teamsMode: before.teamsMode },
    { ...after.choices, teamsMode: after.teamsMode },
    [
      ...(["followsPage", "kinds", "componentIds", "groupIds", "minImpact"] as const),
      ...(["quiet", "digestAt", "language", "timeZone", "teamsMode"] as const),
    ],
  );

/** What a subscriber is after a patch, with its faults; nothing is stored. */
export async function patched(
  tx: Tx,
  before: Subscriber,
  patch: SubscriptionPatch,
  ctx: Pick<SubscriberContext, "rules">,
): Promise<Pick<Subscriber, "choices" | "teamsMode" | "contactEmail">> {
  const { choices, faults } = withChoices(before.choices, patch);
  const known = new Set([...before.choices.componentIds, ...before.choices.groupIds]);
  // What was chosen before and has gone since may stay: it is nobody's fault.
  const strange = {
    component_ids: patch.component_ids?.filter((id) => !known.has(id)),
    group_ids: patch.group_ids?.filter((id) => !known.has(id)),
  };
  const contact = patch.contact_email
    ? { destination: null, ...parseDestination("email", patch.contact_email, destinationRules(ctx)) }
    : { destination: patch.contact_email === undefined ? before.contactEmail : null };
  const wrong = "fault" in contact && contact.fault !== undefined;
  refuse([
    ...faults,
    ...(await choiceFaults(before.pageId, strange, tx)),
    ...(wrong ? [{ path: "contact_email", message: contact.fault! }] : []),
  ]);
  return {
    choices: { ...choices, followsPage: patch.follows_page ?? choices.followsPage },
    teamsMode: before.channel === "teams" ? (patch.teams_mode ?? before.teamsMode) : null,
    contactEmail: contact.destination,
  };
}

/** Changes what one channel hears of. @throws Failure not_found, invalid */
export const saveChoices = (
  token: string,
  subscriberId: string,
  patch: SubscriptionPatch,
  ctx: SubscriberContext,
): Promise<Subscriber> =>
  act(token, subscriberId, ctx, async (tx, before) => {
    const fields = await patched(tx, before, patch, ctx);
    const change = choiceDifference(before, { ...before, ...fields });
    if (!change && fields.contactEmail === before.contactEmail)
      return { result: before, audit: null, event: null };
    const after = await saveSubscriber(tx, subscriberId, fields, ctx.now);
    return {
      result: after,
      audit: { action: "subscriber.update", ...about(before), ...change },
      event: updated(before),
    };
  });

/**
 * One more way to be told, on the same page; it proves itself like any other. What the holder chose is its default. An
 * address that is known here stays whose it is, and is answered alike. @throws Failure not_found, invalid, too_many
 */
export const addChannel = (
  token: string,
  input: NewSubscription,
  ctx: SubscriberContext,
): Promise<{ next: Next }> =>
  inSameTime(async () => {
    await limitClient(ctx);
    const { holder } = await requireManaged(token, ctx);
    const { pageId } = holder;
    const read = await readSubscription(pageId, input, ctx, holder.choices);
    requireOpenChannel(read, ctx);
    await limitDestination(ctx, { pageId, ...read });
    await requireReachable(read, ctx);
    const incidentIds = input.incident_id === undefined ? [] : [input.incident_id];
    await signUp(pageId, { ...read, incidentIds, consentSource: "page", holderId: holder.id }, ctx);
    return { next: nextOf(read) };
  });

/** Ends one channel. @throws Failure not_found */
export const removeChannel = (token: string, subscriberId: string, ctx: Keyed): Promise<void> =>
  act(token, subscriberId, ctx, async (tx, subscriber) => {
    const { audit, event } = await unsubscribeIn(tx, subscriber, "unsubscribed", ctx);
    return { result: undefined, audit, event };
  });

/** Follows one incident with one channel. @throws Failure not_found, invalid (`incident_id`) */
export const followIncident = (
  token: string,
  subscriberId: string,
  incidentId: string,
  ctx: Keyed,
): Promise<void> =>
  act(token, subscriberId, ctx, async (tx, subscriber) => {
    refuse(await choiceFaults(subscriber.pageId, { incident_id: incidentId }, tx));
    if (subscriber.incidentIds.includes(incidentId)) return { result: undefined, audit: null, event: null };
    await followIncidents(tx, subscriberId, [incidentId], ctx.now);
    const after = { incident_id: incidentId };
    return {
      result: undefined,
      audit: { action: "subscriber.follow", ...about(subscriber), after },
      event: updated(subscriber),
    };
  });

/** Hears no more of one incident, over no channel of this page; of the rest as before. @throws Failure not_found */
export async function unfollowIncident(token: string, incidentId: string, ctx: Keyed): Promise<void> {
  const { holder, subscribers } = await requireManaged(token, ctx);
  const ids = subscribers.map(({ id }) => id);
  await change(actsAs(holder.id, holder.pageId), async (tx) => {
    const count = await unfollow(tx, ids, incidentId);
    const audit = { action: "subscriber.unfollow", ...about(holder), after: { incident_id: incidentId } };
    return { result: undefined, audit: count > 0 ? audit : null, event: count > 0 ? updated(holder) : null };
  });
}

/** A new secret for a webhook, told once; the old one signs along for 24 hours. @throws Failure not_found, conflict */
export const rotateSecret = (token: string, subscriberId: string, ctx: Keyed): Promise<{ secret: string }> =>
  act(token, subscriberId, ctx, async (tx, subscriber) => {
    if (subscriber.channel !== "webhook" || subscriber.state === "pending")
      throw new Failure("conflict", "Only confirmed webhooks have a secret");
    const secret = await rotateSecretIn(tx, subscriberId, ctx);
    return {
      result: { secret },
      audit: { action: "subscriber.rotate_secret", ...about(subscriber) },
      event: updated(subscriber),
    };
  });
