import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { Choices, Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { prisma } from "../db.ts";
import type { Prisma } from "../generated/client.ts";
import type { Tx } from "../tx.ts";
import { withLastSent } from "./last-sent.ts";
import { choiceColumns, type Full, WITH_INCIDENTS } from "./rows.ts";

export type Place = { pageId: string; channel: Channel; destination: string };

const oneOf = async (db: Tx, row: Full | null): Promise<Subscriber | null> =>
  row && (await withLastSent(db, [row]))[0]!;

/** The subscriber of this page, or null. */
export async function readSubscriberRow(
  pageId: string,
  id: string,
  db: Tx = prisma(),
): Promise<Subscriber | null> {
  const row = await db.subscriber.findFirst({ where: { id, pageId }, include: WITH_INCIDENTS });
  return await oneOf(db, row);
}

/** Whom a signed link names: links are of a row, whatever its page. */
export async function readLinkedSubscriber(id: string, db: Tx = prisma()): Promise<Subscriber | null> {
  const row = await db.subscriber.findUnique({ where: { id }, include: WITH_INCIDENTS });
  return await oneOf(db, row);
}

/** Locked until the transaction ends: two acts on one subscriber come one after the other. */
export async function lockSubscriber(tx: Tx, id: string): Promise<Subscriber | null> {
  await tx.$queryRaw`select 1 from subscribers where id = ${id} for update`;
  return await readLinkedSubscriber(id, tx);
}

/** Who is told at this place; there is one at most. */
export async function findSubscriber(place: Place, db: Tx = prisma()): Promise<Subscriber | null> {
  const row = await db.subscriber.findUnique({
    where: { pageId_channel_destination: place },
    include: WITH_INCIDENTS,
  });
  return await oneOf(db, row);
}

export async function lockPlace(tx: Tx, place: Place): Promise<Subscriber | null> {
  const { pageId, channel, destination } = place;
  await tx.$queryRaw`select 1 from subscribers
    where page_id = ${pageId} and channel = ${channel} and destination = ${destination} for update`;
  return await findSubscriber(place, tx);
}

/** Those that `holderId` looks after, itself first, then as they were added. */
export async function listHeld(holderId: string, db: Tx = prisma()): Promise<Subscriber[]> {
  const rows = await db.subscriber.findMany({
    where: { OR: [{ id: holderId }, { holderId }] },
    include: WITH_INCIDENTS,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const held = await withLastSent(db, rows);
  return held.sort((a, b) => Number(b.id === holderId) - Number(a.id === holderId));
}

export type SubscriberFields = Partial<
  Omit<
    Subscriber,
    | "id"
    | "pageId"
    | "channel"
    | "destination"
    | "choices"
    | "incidentIds"
    | "lastSentAt"
    | "createdAt"
    | "updatedAt"
  >
> & { choices?: Choices; secrets?: StoredSecret[]; skipsNotice?: boolean };
/** A secret of a webhook as it is stored; `expires_at`: until when the one before the newest is still used. */
export type StoredSecret = { sealed: string; created_at: string; expires_at: string | null };

const at = (value: number | null | undefined) => (value ? new Date(value) : (value as null | undefined));

function columnsOf(fields: SubscriberFields) {
  const { choices, teamsMode, secrets, ...rest } = fields;
  return {
    ...rest,
    ...(choices && choiceColumns(choices)),
    ...(teamsMode !== undefined && { config: teamsMode ? { teams_mode: teamsMode } : {} }),
    ...(secrets && { secrets }),
    ...{ consentAt: at(fields.consentAt), confirmedAt: at(fields.confirmedAt), purgeAt: at(fields.purgeAt) },
    ...{ unsubscribedAt: at(fields.unsubscribedAt), quarantinedAt: at(fields.quarantinedAt) },
    ...{ failingSince: at(fields.failingSince) },
  };
}

export type NewSubscriber = SubscriberFields &
  Required<Pick<SubscriberFields, "choices" | "state" | "consentSource" | "holderId">>;

/** False: somebody was there first. */
export async function insertSubscriber(
  tx: Tx,
  id: string,
  place: Place,
  fields: NewSubscriber,
  now: number,
): Promise<boolean> {
  const times = { createdAt: new Date(now), updatedAt: new Date(now) };
  const data = { id, ...place, ...columnsOf(fields), ...times } as Prisma.SubscriberCreateManyInput;
  const { count } = await tx.subscriber.createMany({ data: [data], skipDuplicates: true });
  return count === 1;
}

export async function saveSubscriber(
  tx: Tx,
  id: string,
  fields: SubscriberFields,
  now: number,
): Promise<Subscriber> {
  const data = { ...columnsOf(fields), updatedAt: new Date(now) } as Prisma.SubscriberUpdateInput;
  const row = await tx.subscriber.update({ where: { id }, data, include: WITH_INCIDENTS });
  return (await oneOf(tx, row))!;
}

/**
 * Removes the row and what hangs on it; whom it held, each now holds itself. Of what was delivered stays that it was: what
 * other servers answered may name the address.
 */
export async function deleteSubscriber(tx: Tx, id: string): Promise<void> {
  const theirs = { recipientKind: "subscriber", recipientId: id };
  await tx.$executeRaw`update subscribers set holder_id = id where holder_id = ${id} and id <> ${id}`;
  await tx.$executeRaw`delete from delivery_attempts where delivery_id in
    (select id from deliveries where recipient_id = ${id} and recipient_kind = 'subscriber')`;
  await tx.delivery.deleteMany({ where: { ...theirs, finishedAt: null } });
  await tx.$executeRaw`update deliveries set receipt = null, sealed = null, provider_id = null
    where recipient_id = ${id} and recipient_kind = 'subscriber'`;
  await tx.subscriber.deleteMany({ where: { id } });
}

export async function followIncidents(tx: Tx, id: string, incidentIds: string[], now: number): Promise<void> {
  const data = incidentIds.map((incidentId) => ({ subscriberId: id, incidentId, createdAt: new Date(now) }));
  await tx.subscriberIncident.createMany({ data, skipDuplicates: true });
}

export async function unfollow(tx: Tx, ids: string[], incidentId: string): Promise<number> {
  const { count } = await tx.subscriberIncident.deleteMany({
    where: { subscriberId: { in: ids }, incidentId },
  });
  return count;
}

/** The sealed secrets of a webhook, newest first. */
export async function readSecrets(tx: Tx, id: string): Promise<StoredSecret[]> {
  const row = await tx.subscriber.findUnique({ where: { id }, select: { secrets: true } });
  return (row?.secrets ?? []) as StoredSecret[];
}
