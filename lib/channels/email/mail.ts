import { toSingleLine } from "#lib/domain/input/text.ts";
import type { MailForm, OutgoingEmail } from "#lib/messages/outgoing.ts";
import { bodyOf, type Frame, frameOf, type Sender } from "./body.ts";

/** What an address may consist of by the time it is sent: people of the team may have stranger ones than subscribers. */
const ADDRESS = /^[^\s<>()[\],;:\\"@\p{Cc}]{1,64}@[A-Za-z0-9.-]{1,255}$/u;
const MAX_ADDRESS_LENGTH = 254;

/** Reads MAIL_FROM, which the environment has checked. */
export function senderOf(mailFrom: string): Sender {
  const [, name = "", address = ""] = /^([^<]*)<([^<>]+)>$/.exec(mailFrom.trim()) ?? [];
  return { name: toSingleLine(name), address: address || mailFrom.trim() };
}

/** Visible ASCII without angle brackets: nothing in it ends a header or the brackets around it. */
const plain = (text: string): string => text.replace(/[^\x21-\x7e]|[<>]/g, "");

/** The headers of one recipient. None is folded: a link stays in one piece, and all are far below 998. */
function headersOf({ to, messageId, language, unsubscribeUrl, listId }: OutgoingEmail): string {
  let lines = `To: ${to}\r\nMessage-ID: <${plain(messageId)}>\r\nContent-Language: ${plain(language)}\r\nAuto-Submitted: auto-generated\r\n`;
  if (listId !== null) lines += `List-ID: <${plain(listId)}>\r\nPrecedence: bulk\r\n`;
  if (unsubscribeUrl !== null)
    lines += `List-Unsubscribe: <${plain(unsubscribeUrl)}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`;
  return lines;
}

/** A finished mail: exactly one recipient, and the bytes as they are sent. */
export type Mail = { to: string; messageId: string; raw: Buffer };

/**
 * Makes finished mails. What everybody is told is encoded once; for one recipient only their headers and links are put in, and no
 * header gets a character that could end it. Null: the recipient is no address.
 */
export function createMailMaker(from: Sender): (message: OutgoingEmail) => Mail | null {
  const frames = new WeakMap<MailForm, Frame>();
  return (message) => {
    const { to, form, links, messageId } = message;
    if (to.length > MAX_ADDRESS_LENGTH || !ADDRESS.test(to)) return null;
    const frame = frames.get(form) ?? frameOf(form, from);
    frames.set(form, frame);
    const raw = Buffer.from(`${headersOf(message)}${frame.head}\r\n\r\n${bodyOf(frame, links)}`);
    return { to, messageId, raw };
  };
}
