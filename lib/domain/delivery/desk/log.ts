import type { Channel } from "../channel.ts";
import type { DeliveryKind, DeliveryState, RecipientKind } from "../delivery.ts";

/** What the other side answered to the last try. */
export type StoredReceipt = { code?: string; text?: string; duration_ms?: number; status?: string };

/** A try that did not deliver. */
export type LoggedTry = {
  number: number;
  at: number;
  outcome: string;
  code: string | null;
  text: string | null;
  durationMs: number;
};

/** One message to one recipient, as the log tells it. Instants are milliseconds since the epoch. */
export type LoggedDelivery = {
  id: string;
  eventId: string | null;
  eventKind: string | null;
  incident: { id: string; name: string; kind: string } | null;
  kind: DeliveryKind;
  channel: Channel;
  /** `name`: address, number, URL or person; null for who may not see it, and of what is erased. */
  recipient: { kind: RecipientKind; id: string; name: string | null };
  state: DeliveryState;
  reason: string | null;
  attempts: number;
  dueAt: number;
  expiresAt: number;
  finishedAt: number | null;
  isHeldQuiet: boolean;
  providerId: string | null;
  receipt: StoredReceipt | null;
  tries: LoggedTry[];
};

/** Whose messages: one of the three is given. */
export type LogOf = { eventId: string } | { recipientId: string } | { incidentId: string };

export type LogQuery = {
  of: LogOf;
  channel?: Channel | undefined;
  state?: DeliveryState | undefined;
  /** The id of the last one that is known: the answer goes on behind it, with older ones. */
  after?: string | undefined;
  limit: number;
};
