import type { TeamsMode } from "#lib/domain/subscribers/subscriber.ts";

/** What a channel gets to send: finished, with nothing left to decide. One recipient each. */
export type OutgoingEmail = {
  channel: "email";
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Local part and domain without angle brackets; the same at every try, another one for everybody else. */
  messageId: string;
  language: string;
  /** Only for what can be unsubscribed from: RFC 8058 headers. */
  unsubscribeUrl: string | null;
  /** Of bulk mail: List-Id, Precedence and Auto-Submitted. */
  listId: string | null;
};
export type OutgoingSms = { channel: "sms"; to: string; body: string; statusCallback: string | null };
export type OutgoingSlack = { channel: "slack"; url: string; payload: { text: string; blocks: unknown[] } };
export type OutgoingTeams = { channel: "teams"; url: string; mode: TeamsMode; card: Record<string, unknown> };
export type OutgoingWebhook = {
  channel: "webhook";
  url: string;
  /** webhook-id: the same at every try. */
  id: string;
  /** JSON text, signed as it is. */
  body: string;
  /** `whsec_…`, all that are valid now. */
  secrets: string[];
};
export type Outgoing = OutgoingEmail | OutgoingSms | OutgoingSlack | OutgoingTeams | OutgoingWebhook;
export type OutgoingOf<C extends Outgoing["channel"]> = Extract<Outgoing, { channel: C }>;
