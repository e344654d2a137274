import { quarantinedPurgeAt } from "#lib/domain/subscribers/privacy.ts";
import type { Tx } from "../tx.ts";

/** Takes an active subscriber out until it is reactivated, or is erased by itself. False: it was not active any more. */
export async function quarantineRow(tx: Tx, id: string, reason: string, now: number): Promise<boolean> {
  const { count } = await tx.subscriber.updateMany({
    where: { id, state: "active" },
    data: {
      state: "quarantined",
      quarantinedAt: new Date(now),
      quarantineReason: reason,
      purgeAt: new Date(quarantinedPurgeAt(now)),
    },
  });
  return count > 0;
}

/** Whether there is an address to which the trouble of a webhook or chat can be told. */
export async function hasOwner(tx: Tx, id: string): Promise<boolean> {
  const subscriber = await tx.subscriber.findUnique({
    where: { id },
    select: { contactEmail: true, holderId: true },
  });
  if (!subscriber) return false;
  if (subscriber.contactEmail) return true;
  const holder = { id: subscriber.holderId, channel: "email", state: "active" };
  return (await tx.subscriber.count({ where: holder })) > 0;
}
