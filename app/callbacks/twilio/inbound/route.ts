/** Where Twilio brings what somebody answers to an SMS: docs/deliverability.md. */
export { smsInbound as POST } from "#lib/web/callbacks/twilio.ts";
