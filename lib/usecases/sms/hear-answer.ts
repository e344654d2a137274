import { pool } from "#lib/data/db.ts";
import { rememberSeen, wasSeen } from "#lib/data/sms/callbacks.ts";
import { readPageIds } from "#lib/data/status/public-nouns.ts";
import { isAnsweredByProvider, type SmsWish, wishOf } from "#lib/domain/delivery/sms/keyword.ts";
import { restartDestination, stopDestination } from "../subscribers/stop.ts";
import { PHONE } from "./note-status.ts";
import type { SmsFields } from "./read-call.ts";

/**
 * Does what somebody wants who answers an SMS: STOP ends everything for that number on every page, also what is imported
 * later; START lifts that. A call that was heard before changes nothing: an old STOP cannot be played again after a START.
 * Returns what is to be answered; null: nothing, or the provider does it itself.
 */
export async function hearSms(
  fields: SmsFields,
  ctx: { secretKey: string; now: number },
): Promise<SmsWish | null> {
  const [phone = "", id = ""] = [fields.get("From"), fields.get("MessageSid")];
  const [body, optOut] = [fields.get("Body") ?? "", fields.get("OptOutType") ?? null];
  const wish = wishOf(body, optOut);
  if (wish === null || !PHONE.test(phone) || id === "" || (await wasSeen(pool(), id))) return null;
  if (wish !== "help")
    for (const pageId of await readPageIds(pool()))
      await (wish === "stop"
        ? stopDestination(pageId, "sms", phone, "stop", ctx)
        : restartDestination(pageId, "sms", phone, ctx));
  // Afterwards: what fails half way is done when the provider calls again, and doing it twice is harmless.
  await rememberSeen(pool(), id, ctx.now);
  return isAnsweredByProvider(body, optOut) ? null : wish;
}
