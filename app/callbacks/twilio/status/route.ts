/** Where Twilio tells what became of an SMS: docs/deliverability.md. */
export { smsStatus as POST } from "#lib/web/callbacks/twilio.ts";
