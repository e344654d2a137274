import { newId } from "#lib/data/new-id.ts";
import type { Scope } from "#lib/data/scope.ts";
import {
  followIncidents,
  insertSubscriber,
  lockPlace,
  readSubscriberRow,
  saveSubscriber,
} from "#lib/data/subscribers/subscribers.ts";
import { readSuppression } from "#lib/data/subscribers/suppressions.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { Failure } from "#lib/domain/errors.ts";
import { DESTINATION_FIELD, type NewSubscription } from "#lib/domain/subscribers/input.ts";
import { pendingPurgeAt } from "#lib/domain/subscribers/privacy.ts";
import type { ConsentSource, Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { makeFirstSecret } from "../../secrets/webhook-secrets.ts";
import { type SubscriberContext, suppressedPlace } from "../context.ts";
import { sendProof } from "../prove.ts";
import { type ReadSubscription, readSubscription, refuse, requireReachable } from "../read-input.ts";

/** A subscriber as the team made it; `secret` is told once, of a webhook that is confirmed at once. */
export type Created = { subscriber: Subscriber; secret: string | null };

const AT_ONCE = {
  failures: 0,
  failingSince: null,
  quarantinedAt: null,
  quarantineReason: null,
  purgeAt: null,
};

/**
 * Adds a subscriber for somebody. With `skip_confirmation_notification` it is told at once and nothing is sent; else it
 * proves itself first. Whoever asked not to be written to comes back by their own confirmation only. Adding one that is
 * there follows one more incident, or answers it as it is.
 * @throws Failure invalid, conflict (it is there already)
 */
export async function createSubscriber(
  scope: Scope<"subscribers:write">,
  input: NewSubscription,
  ctx: SubscriberContext,
): Promise<Created> {
  const read = await readSubscription(scope.pageId, input, ctx);
  await requireReachable(read, ctx);
  const source: ConsentSource = scope.actor.kind === "user" ? "admin" : "api";
  return await change(scope, async (tx) => {
    const place = { pageId: scope.pageId, channel: read.channel, destination: read.destination };
    const known = await lockPlace(tx, place);
    const incidentIds = input.incident_id === undefined ? [] : [input.incident_id];
    if (known?.state === "active" || known?.state === "quarantined")
      return await alsoFollow(tx, known, incidentIds, ctx.now);
    const isAtOnce = input.skip_confirmation_notification === true;
    const isSuppressed = (await readSuppression(suppressedPlace(ctx.secretKey, place), tx)) !== null;
    if (isAtOnce && isSuppressed)
      refuse([
        {
          path: DESTINATION_FIELD[read.channel],
          message: "asked not to be written to: only their own confirmation brings them back",
        },
      ]);
    const subscriber = await saved(tx, scope.pageId, known, { read, incidentIds, source, isAtOnce }, ctx.now);
    const secret =
      isAtOnce && read.channel === "webhook" ? await makeFirstSecret(tx, subscriber.id, ctx) : null;
    if (!isAtOnce) await sendProof(tx, subscriber, ctx);
    return {
      result: { subscriber, secret },
      audit: {
        action: "subscriber.create",
        objectKind: "subscriber",
        objectId: subscriber.id,
        after: { channel: read.channel, state: subscriber.state, source },
      },
      event: { kind: "subscriber.created", payload: { subscriber_id: subscriber.id } },
    };
  });
}

type Wanted = { read: ReadSubscription; incidentIds: string[]; source: ConsentSource; isAtOnce: boolean };

async function saved(
  tx: Tx,
  pageId: string,
  known: Subscriber | null,
  { read, incidentIds, source, isAtOnce }: Wanted,
  now: number,
): Promise<Subscriber> {
  const { channel, destination, contactEmail, teamsMode, choices } = read;
  const consent = { consentSource: source, consentAt: now, noticeVersion: null, skipsNotice: isAtOnce };
  const state = isAtOnce
    ? ({ ...AT_ONCE, state: "active", confirmedAt: now, unsubscribedAt: null } as const)
    : ({ state: "pending", purgeAt: pendingPurgeAt(now), unsubscribedAt: null } as const);
  const fields = { contactEmail, teamsMode, choices, ...consent, ...state };
  const id = known?.id ?? newId();
  // Whoever else typed this address before has no part in what the team vouches for.
  if (known) await saveSubscriber(tx, id, { ...fields, holderId: id }, now);
  else if (
    !(await insertSubscriber(tx, id, { pageId, channel, destination }, { ...fields, holderId: id }, now))
  )
    throw new Failure("conflict", "Somebody has just added this subscriber: try again");
  await followIncidents(tx, id, incidentIds, now);
  return (await readSubscriberRow(pageId, id, tx))!;
}

async function alsoFollow(tx: Tx, known: Subscriber, incidentIds: string[], now: number) {
  const added = incidentIds.filter((id) => !known.incidentIds.includes(id));
  if (incidentIds.length === 0)
    throw new Failure("conflict", "This address has subscribed already", { current: known });
  await followIncidents(tx, known.id, added, now);
  const subscriber = (await readSubscriberRow(known.pageId, known.id, tx))!;
  const about = { objectKind: "subscriber", objectId: known.id, after: { incident_id: added[0] ?? null } };
  return {
    result: { subscriber, secret: null },
    audit: added.length > 0 ? { action: "subscriber.follow", ...about } : null,
    event: null,
  };
}
