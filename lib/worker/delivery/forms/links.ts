import { createHmac } from "node:crypto";
import type { DeliveryJob, Recipient } from "#lib/domain/delivery/delivery.ts";
import { signLink } from "#lib/usecases/subscribers/links.ts";

const HOUR_MS = 3_600_000;
/** How long links in mails are good; unsubscribing is possible for ever. */
export const CONFIRM_LINK_MS = 7 * 24 * HOUR_MS;
export const MANAGE_LINK_MS = 24 * HOUR_MS;

export type Place = { publicUrl: string; secretKey: string };

/** Addresses that only one subscriber has. Built from PUBLIC_URL alone. */
export const confirmUrl = ({ publicUrl, secretKey }: Place, { id, tokenEpoch }: Recipient, from: number) =>
  `${publicUrl}/confirm/${signLink(secretKey, "confirm", { subscriberId: id, epoch: tokenEpoch, expiresAt: from + CONFIRM_LINK_MS })}`;
export const manageUrl = ({ publicUrl, secretKey }: Place, { id, tokenEpoch }: Recipient, from: number) =>
  `${publicUrl}/manage/${signLink(secretKey, "manage", { subscriberId: id, epoch: tokenEpoch, expiresAt: from + MANAGE_LINK_MS })}`;
export const unsubscribeUrl = ({ publicUrl, secretKey }: Place, { id, tokenEpoch }: Recipient) =>
  `${publicUrl}/unsubscribe/${signLink(secretKey, "unsubscribe", { subscriberId: id, epoch: tokenEpoch, expiresAt: null })}`;

/**
 * The name of a message: the same at every try, another one for everybody else and every other event. Nobody can work out
 * from it whom it is for.
 */
export function messageName(secretKey: string, { id, eventId, recipient }: DeliveryJob): string {
  const what = eventId === null ? `delivery ${id}` : `event ${eventId} ${recipient.kind} ${recipient.id}`;
  return createHmac("sha256", secretKey).update(`message ${what}`).digest("hex").slice(0, 40);
}
