import { readIncidentRow } from "#lib/data/incidents/incidents.ts";
import type { Scope } from "#lib/data/scope.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { NewSubscription } from "#lib/domain/subscribers/input.ts";
import { SUBSCRIBER_STATES, type Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import type { SubscriberContext } from "../context.ts";
import { type Created, createSubscriber } from "./create.ts";
import { listSubscribers, readSubscriber } from "./list.ts";

type Writing = Scope<"subscribers:write">;

async function requireIncident({ pageId }: Writing, incidentId: string): Promise<void> {
  if (!(await readIncidentRow(pageId, incidentId))) throw notFound("incident");
}

/** Who follows an incident by itself, and has not left. @throws Failure not_found */
export async function listFollowers(
  scope: Writing,
  incidentId: string,
  window: { limit?: number | undefined; page?: number | undefined },
): Promise<Subscriber[]> {
  await requireIncident(scope, incidentId);
  const states = SUBSCRIBER_STATES.filter((state) => state !== "unsubscribed");
  return await listSubscribers(scope, { incidentId, states, ...window });
}

/** Has somebody told of one incident. @throws Failure not_found, invalid */
export async function addFollower(
  scope: Writing,
  incidentId: string,
  input: NewSubscription,
  ctx: SubscriberContext,
): Promise<Created> {
  await requireIncident(scope, incidentId);
  return await createSubscriber(scope, { ...input, incident_id: incidentId }, ctx);
}

/** @throws Failure not_found (also for who does not follow it) */
export async function readFollower(
  scope: Writing,
  incidentId: string,
  subscriberId: string,
): Promise<Subscriber> {
  const subscriber = await readSubscriber(scope, subscriberId);
  if (!subscriber.incidentIds.includes(incidentId)) throw notFound("subscriber");
  return subscriber;
}
