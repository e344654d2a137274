export const SMS_STATUS_PATH = "/callbacks/twilio/status";
export const SMS_INBOUND_PATH = "/callbacks/twilio/inbound";

/** Where the provider tells what became of an SMS. It may call before we have noted its own id: ours is in the address. */
export const smsStatusCallback = (publicUrl: string, deliveryId: string): string =>
  `${publicUrl}${SMS_STATUS_PATH}?delivery=${deliveryId}`;

/** What a provider tells of an SMS, in the order in which it can happen; the last three are ends. */
const RANKS: Record<string, number> = {
  accepted: 1,
  scheduled: 1,
  queued: 2,
  sending: 3,
  sent: 4,
  delivered: 5,
  undelivered: 5,
  failed: 5,
};

/** 0: a status that is not known here, and changes nothing. Calls come twice and out of order: only a higher rank counts. */
export const rankOfSmsStatus = (status: string): number =>
  Object.hasOwn(RANKS, status) ? RANKS[status]! : 0;

/** Codes of calls that say the number is dead: unknown, or a landline. */
const DEAD = new Set(["30005", "30006"]);
const OPTED_OUT = "21610";

export const stopOfSmsError = (code: string | null): "gone" | "stop" | null => {
  if (code === OPTED_OUT) return "stop";
  return code !== null && DEAD.has(code) ? "gone" : null;
};
