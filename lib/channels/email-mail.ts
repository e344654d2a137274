import { toSingleLine } from "#lib/domain/input/text.ts";
import type { OutgoingEmail } from "#lib/messages/outgoing.ts";

export type Sender = { name: string; address: string };
type Header = { key: string; value: string };

/** What an address may consist of by the time it is sent: people of the team may have stranger ones than subscribers. */
const ADDRESS = /^[^\s<>()[\],;:\\"@\p{Cc}]{1,64}@[A-Za-z0-9.-]{1,255}$/u;
const MAX_ADDRESS_LENGTH = 254;
const MAX_SUBJECT_LENGTH = 250;

/** Reads MAIL_FROM, which the environment has checked. */
export function senderOf(mailFrom: string): Sender {
  const [, name = "", address = ""] = /^([^<]*)<([^<>]+)>$/.exec(mailFrom.trim()) ?? [];
  return { name: toSingleLine(name), address: address || mailFrom.trim() };
}

/** Visible ASCII without angle brackets: nothing in it ends a header or the brackets around it. */
const plain = (text: string): string => text.replace(/[^\x21-\x7e]|[<>]/g, "");

function headersOf({ language, unsubscribeUrl, listId }: OutgoingEmail): Header[] {
  const headers = [
    { key: "Content-Language", value: plain(language) },
    { key: "Auto-Submitted", value: "auto-generated" },
  ];
  if (listId !== null) {
    headers.push({ key: "List-Id", value: `<${plain(listId)}>` }, { key: "Precedence", value: "bulk" });
  }
  if (unsubscribeUrl !== null)
    headers.push(
      { key: "List-Unsubscribe", value: `<${plain(unsubscribeUrl)}>` },
      { key: "List-Unsubscribe-Post", value: "List-Unsubscribe=One-Click" },
    );
  return headers;
}

/**
 * The message as nodemailer takes it: strings only, addresses as objects that are not parsed, exactly one recipient, and no
 * header with a character that could end it. Null: the recipient is no address.
 */
export function mailOf(message: OutgoingEmail, from: Sender) {
  const { to } = message;
  if (to.length > MAX_ADDRESS_LENGTH || !ADDRESS.test(to)) return null;
  return {
    from,
    to: { name: "", address: to },
    envelope: { from: from.address, to: [to] },
    messageId: `<${plain(message.messageId)}>`,
    subject: toSingleLine(message.subject).slice(0, MAX_SUBJECT_LENGTH).toWellFormed(),
    headers: headersOf(message),
    text: message.text,
    html: message.html,
  };
}
