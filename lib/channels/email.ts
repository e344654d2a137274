import { Readable } from "node:stream";
import DKIM from "nodemailer/lib/dkim";
import SMTPPool from "nodemailer/lib/smtp-pool";
import type { OutgoingEmail } from "#lib/messages/outgoing.ts";
import type { Sender } from "./channel.ts";
import { createMailMaker, type Mail, senderOf } from "./email/mail.ts";
import { mailOutcome } from "./email/outcome.ts";
import { connectionOf } from "./email/server.ts";
import type { EmailSettings } from "./settings.ts";

/**
 * Connections to the mail server, and so messages on their way at once, unless the settings say otherwise. More of them hardly
 * send faster, and each may hold a message that was accepted and not yet written down when the worker is killed.
 */
export const MAIL_CONNECTIONS = 8;
/** A connection is replaced after this many, so that servers behind one name share the work again. */
const MESSAGES_PER_CONNECTION = 1_000;
/** A message whose idle connection the server had ended goes out over another one, this often. */
const MAX_REQUEUES = 2;

/** What DKIM vouches for. Both List headers have to be among them for one-click unsubscription (RFC 8058). */
const SIGNED_HEADERS = [
  ...[
    "From",
    "Sender",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "To",
    "Cc",
    "MIME-Version",
    "Content-Type",
  ],
  ...[
    "Content-Transfer-Encoding",
    "Content-Language",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
  ],
  ...["Precedence", "Auto-Submitted"],
].join(":");

const signerOf = (dkim: EmailSettings["dkim"]) =>
  dkim &&
  new DKIM({
    domainName: dkim.domain,
    keySelector: dkim.selector,
    privateKey: dkim.privateKey,
    headerFieldNames: SIGNED_HEADERS,
  });

/** Bytes as the pool wants them: it asks the stream whether any of them have left. */
const streamOf = (bytes: Buffer): Readable =>
  new Readable({
    read() {
      this.push(bytes);
      this.push(null);
    },
  });

type Pooled = Parameters<SMTPPool["send"]>[0];
/**
 * What the pool asks of a message. Composed by nodemailer itself, each mail would be built from its parts again, which takes as long
 * as sending it.
 */
function pooled(mail: Mail, from: string, stream: () => Readable, signal: AbortSignal): Pooled {
  const name = () => mail.messageId;
  const envelope = { from, to: [mail.to] };
  const message = { getEnvelope: () => envelope, messageId: name, getHeader: name, createReadStream: stream };
  return { data: { signal }, message } as unknown as Pooled;
}

/** Mail through one SMTP server over connections that stay open. It dials itself: the address is the operator's own word. */
export function createEmailSender(settings: EmailSettings): Sender<"email"> {
  const from = senderOf(settings.mailFrom);
  const mailOf = createMailMaker(from);
  const signer = signerOf(settings.dkim);
  const pool = new SMTPPool({
    ...connectionOf(settings.smtpUrl),
    maxConnections: settings.connections ?? MAIL_CONNECTIONS,
    maxMessages: MESSAGES_PER_CONNECTION,
    maxRequeues: MAX_REQUEUES,
  });
  /** Resolves to the server's answer. */
  const post = (mail: Mail, signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      const stream = () => (signer ? signer.sign(mail.raw) : streamOf(mail.raw));
      pool.send(pooled(mail, from.address, stream, signal), (error, info) =>
        error ? reject(error) : resolve(info?.response ?? ""),
      );
    });
  return {
    async send(message: OutgoingEmail, { timeoutMs, signal }) {
      const mail = mailOf(message);
      if (mail === null) {
        const receipt = { code: "bad_address", text: "The address of the recipient is malformed" };
        return { kind: "permanent", receipt, effect: "refused" };
      }
      const ending = new AbortController();
      const end = () => ending.abort();
      const timeout = setTimeout(end, timeoutMs);
      signal?.addEventListener("abort", end);
      if (signal?.aborted) end();
      try {
        const response = await post(mail, ending.signal);
        return { kind: "sent", receipt: { code: "250", text: response.slice(0, 200) } };
      } catch (error) {
        return mailOutcome(error, { isStopped: signal?.aborted === true, timeoutMs });
      } finally {
        clearTimeout(timeout);
        signal?.removeEventListener("abort", end);
      }
    },
    async close() {
      pool.close({ force: true });
    },
  };
}
