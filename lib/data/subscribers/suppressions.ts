import type { Channel } from "#lib/domain/delivery/channel.ts";
import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

export type SuppressionReason = "unsubscribed" | "stop" | "bounced" | "complained" | "gone" | "erased";
/** A destination by its keyed hash: what must not be written to is kept without keeping the address. */
export type SuppressedPlace = { pageId: string; channel: Channel; destinationHash: string };

export async function suppress(
  tx: Tx,
  place: SuppressedPlace,
  reason: SuppressionReason,
  now: number,
): Promise<void> {
  const said = { reason, at: new Date(now) };
  await tx.suppression.upsert({
    where: { pageId_channel_destinationHash: place },
    create: { ...place, ...said },
    update: said,
  });
}

export async function readSuppression(
  place: SuppressedPlace,
  db: Tx = prisma(),
): Promise<SuppressionReason | null> {
  const row = await db.suppression.findUnique({ where: { pageId_channel_destinationHash: place } });
  return (row?.reason ?? null) as SuppressionReason | null;
}

/** Those of the hashes that are suppressed. */
export async function suppressedAmong(
  pageId: string,
  channel: Channel,
  hashes: string[],
  db: Tx = prisma(),
): Promise<Set<string>> {
  const rows = await db.suppression.findMany({
    where: { pageId, channel, destinationHash: { in: hashes } },
    select: { destinationHash: true },
  });
  return new Set(rows.map(({ destinationHash }) => destinationHash));
}

/** Only the person's own confirmation (or START) may do this. */
export async function liftSuppression(tx: Tx, place: SuppressedPlace): Promise<void> {
  await tx.suppression.deleteMany({ where: place });
}
