import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { TeamsMode } from "#lib/domain/subscribers/subscriber.ts";
import { slackPost } from "#lib/messages/chat/slack.ts";
import { teamsCard } from "#lib/messages/chat/teams.ts";
import type { Letter, OwnLinks } from "#lib/messages/letter/letter.ts";
import { renderMail } from "#lib/messages/mail/render.ts";
import type { MailForm, Outgoing } from "#lib/messages/outgoing.ts";
import { cutTemplate, fillTemplate, type Template } from "#lib/messages/template.ts";

/** What a message says, before it has the form of a channel. Null: it is not for that channel. */
export type Content = {
  letter: (links: OwnLinks) => Letter;
  sms: (() => string) | null;
  webhook: ((unsubscribe: string) => string | null) | null;
};

type Filled = Template<keyof OwnLinks>;
/** A message in the form of one channel, with places for the links of each recipient. */
export type Form =
  | { channel: "email"; mail: MailForm }
  | { channel: "sms"; body: string }
  | { channel: "slack" | "teams" | "webhook"; json: Filled };

/** Renders `content` for a channel; `standIns` stand where each recipient's own links come. */
export async function formOf(content: Content, channel: Channel, standIns: OwnLinks): Promise<Form | null> {
  const cut = (text: string) => cutTemplate(text, standIns);
  if (channel === "sms") return content.sms && { channel, body: content.sms() };
  if (channel === "webhook") {
    const json = content.webhook?.(standIns.unsubscribe) ?? null;
    return json === null ? null : { channel, json: cut(json) };
  }
  const letter = content.letter(standIns);
  if (channel === "email") {
    const { subject, html, text } = await renderMail(letter);
    return { channel, mail: { subject, html: cut(html), text: cut(text) } };
  }
  return { channel, json: cut(JSON.stringify(channel === "slack" ? slackPost(letter) : teamsCard(letter))) };
}

/** What stands around a message. */
export type Envelope = {
  to: string;
  language: string;
  links: OwnLinks;
  /** messageId without its domain, webhook-id. */
  name: string;
  mailDomain: string;
  unsubscribeUrl: string | null;
  listId: string | null;
  statusCallback: string | null;
  teamsMode: TeamsMode;
  secrets: string[];
};

/** The message of one recipient. */
export function addressed(form: Form, envelope: Envelope): Outgoing {
  const { to, links, name } = envelope;
  switch (form.channel) {
    case "email":
      return {
        channel: "email",
        to,
        form: form.mail,
        links,
        messageId: `${name}@${envelope.mailDomain}`,
        language: envelope.language,
        unsubscribeUrl: envelope.unsubscribeUrl,
        listId: envelope.listId,
      };
    case "sms":
      return { channel: "sms", to, body: form.body, statusCallback: envelope.statusCallback };
    case "slack":
      return { channel: "slack", url: to, payload: JSON.parse(fillTemplate(form.json, links)) };
    case "teams":
      return {
        channel: "teams",
        url: to,
        mode: envelope.teamsMode,
        card: JSON.parse(fillTemplate(form.json, links)),
      };
    case "webhook": {
      const body = fillTemplate(form.json, links);
      return { channel: "webhook", url: to, id: `msg_${name}`, body, secrets: envelope.secrets };
    }
  }
}
