import { pool } from "#lib/data/db.ts";
import { noteSmsStatus } from "#lib/data/sms/callbacks.ts";
import { rankOfSmsStatus, stopOfSmsError } from "#lib/domain/delivery/sms/callback.ts";
import { stopDestination } from "../subscribers/stop.ts";
import type { SmsFields } from "./read-call.ts";

const PROVIDER_ID = /^[A-Za-z0-9]{2,64}$/;
const DELIVERY_ID = /^\d{1,18}$/;
const ERROR_CODE = /^\d{1,6}$/;
export const PHONE = /^\+[1-9]\d{6,14}$/;

const fitting = (form: RegExp, text: string | null | undefined): string | null =>
  text && form.test(text) ? text : null;

/**
 * Notes what became of an SMS. The same call twice, an older one after a newer, or one about nothing of ours changes nothing.
 * A number that turns out to be dead, or to have opted out, is not written to again.
 */
export async function noteSms(
  fields: SmsFields,
  deliveryId: string | null,
  ctx: { secretKey: string; now: number },
): Promise<void> {
  const status = fields.get("MessageStatus") ?? fields.get("SmsStatus") ?? "";
  const providerId = fitting(PROVIDER_ID, fields.get("MessageSid") ?? fields.get("SmsSid"));
  const rank = rankOfSmsStatus(status);
  if (rank === 0 || providerId === null) return;
  const code = fitting(ERROR_CODE, fields.get("ErrorCode"));
  const news = { providerId, deliveryId: fitting(DELIVERY_ID, deliveryId), status, rank, code };
  const pageId = await noteSmsStatus(pool(), news, ctx.now);
  const phone = fitting(PHONE, fields.get("To"));
  const reason = stopOfSmsError(code);
  if (pageId !== null && phone !== null && reason !== null)
    await stopDestination(pageId, "sms", phone, reason, ctx);
}
