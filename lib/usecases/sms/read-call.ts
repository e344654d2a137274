import { validateRequest } from "twilio/lib/webhooks/webhooks.js";
import { Failure } from "#lib/domain/errors.ts";

/** A call as it came in. `path` with its query. */
export type SmsCall = { body: string; path: string; signature: string | null };
/** What makes a call one of the provider's. The address is the configured one: what a request says of itself is not asked. */
export type SmsAccount = { accountSid: string; authToken: string; publicUrl: string };
export type SmsFields = ReadonlyMap<string, string>;

/** base64 of HMAC-SHA1. */
const SIGNATURE = /^[A-Za-z0-9+/]{27}=$/;
const MAX_FIELDS = 200;

/** Repeated names as a list, as the provider signs them. */
function parametersOf(form: URLSearchParams): Record<string, string | string[]> {
  const parameters: Record<string, string | string[]> = Object.create(null);
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name);
    parameters[name] = values.length === 1 ? values[0]! : values;
  }
  return parameters;
}

/**
 * The fields of a call that the provider has signed for this very address and this account.
 * @throws Failure forbidden, in the same words whatever is wrong
 */
export function readSmsCall(call: SmsCall, { accountSid, authToken, publicUrl }: SmsAccount): SmsFields {
  const refused = new Failure("forbidden", "This call is not signed by the provider of SMS");
  const form = new URLSearchParams(call.body);
  if (call.signature === null || !SIGNATURE.test(call.signature) || form.size > MAX_FIELDS) throw refused;
  const url = `${publicUrl}${call.path}`;
  if (!URL.canParse(url)) throw refused;
  if (!validateRequest(authToken, call.signature, url, parametersOf(form))) throw refused;
  if (form.get("AccountSid") !== accountSid) throw refused;
  return new Map(form);
}
