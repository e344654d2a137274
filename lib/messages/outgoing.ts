import type { TeamsMode } from "#lib/domain/subscribers/subscriber.ts";
import type { OwnLinks } from "./letter/letter.ts";
import type { Template } from "./template.ts";

/** What a mail says, with places for the links that each recipient has of their own. One object for all who are told the same. */
export type MailForm = { subject: string; text: Template<keyof OwnLinks>; html: Template<keyof OwnLinks> };

/** What a channel gets to send: finished, with nothing left to decide. One recipient each. */
export type OutgoingEmail = {
  channel: "email";
  to: string;
  form: MailForm;
  links: OwnLinks;
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
