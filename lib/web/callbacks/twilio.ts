import { xmlText } from "#lib/api/xml.ts";
import { notFound } from "#lib/domain/errors.ts";
import { smsReplyWord } from "#lib/domain/words/sms-replies.ts";
import { hearSms } from "#lib/usecases/sms/hear-answer.ts";
import { noteSms } from "#lib/usecases/sms/note-status.ts";
import { readSmsCall, type SmsFields } from "#lib/usecases/sms/read-call.ts";
import { readText } from "../request/body.ts";
import { respond } from "../respond.ts";
import { newTrace, safely } from "../safely.ts";
import { settings } from "../settings.ts";

const MAX_CALL_BYTES = 64 * 1024;

type Heard = { fields: SmsFields; query: URLSearchParams; now: number; secretKey: string; publicUrl: string };

/** One call of Twilio: its signature is checked for the address that it was given, before anything else is looked at. */
async function answer(request: Request, hear: (heard: Heard) => Promise<string>): Promise<Response> {
  return await safely(newTrace(), async () => {
    const { env, signIn } = settings();
    const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, PUBLIC_URL: publicUrl } = env;
    if (!accountSid || !authToken) throw notFound("callback");
    const url = new URL(request.url);
    // As it was asked for, byte for byte: that is what was signed.
    const path = request.headers.get("x-requested-path") ?? `${url.pathname}${url.search}`;
    const call = {
      body: await readText(request, MAX_CALL_BYTES),
      path,
      signature: request.headers.get("x-twilio-signature"),
    };
    const fields = readSmsCall(call, { accountSid, authToken, publicUrl });
    const heard = { fields, query: url.searchParams, now: Date.now(), secretKey: signIn.secret, publicUrl };
    const xml = `<?xml version="1.0" encoding="UTF-8"?><Response>${await hear(heard)}</Response>`;
    return respond(200, xml, { "content-type": "text/xml; charset=utf-8" });
  });
}

/** `POST /callbacks/twilio/status`: what became of an SMS. */
export const smsStatus = (request: Request): Promise<Response> =>
  answer(request, async ({ fields, query, ...ctx }) => {
    await noteSms(fields, query.get("delivery"), ctx);
    return "";
  });

/** `POST /callbacks/twilio/inbound`: somebody answered an SMS. */
export const smsInbound = (request: Request): Promise<Response> =>
  answer(request, async ({ fields, publicUrl, ...ctx }) => {
    const wish = await hearSms(fields, ctx);
    if (wish === null) return "";
    const language = /\p{Script=Hangul}/u.test(fields.get("Body") ?? "") ? "ko" : "en";
    const reply =
      wish === "help"
        ? smsReplyWord(wish, language, { url: `${publicUrl}/manage` })
        : smsReplyWord(wish, language);
    return `<Message>${xmlText(reply)}</Message>`;
  });
