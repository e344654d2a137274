import { createTransport } from "nodemailer";
import type { OutgoingEmail } from "#lib/messages/outgoing.ts";
import type { Sender } from "./channel.ts";
import { type Sender as From, mailOf, senderOf } from "./email-mail.ts";
import { mailOutcome } from "./email-outcome.ts";
import { connectionOf } from "./email-server.ts";
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

/** Mail through one SMTP server over connections that stay open. It dials itself: the address is the operator's own word. */
export function createEmailSender(settings: EmailSettings): Sender<"email"> {
  const from: From = senderOf(settings.mailFrom);
  const { dkim } = settings;
  const transport = createTransport({
    ...connectionOf(settings.smtpUrl),
    pool: true,
    maxConnections: settings.connections ?? MAIL_CONNECTIONS,
    maxMessages: MESSAGES_PER_CONNECTION,
    maxRequeues: MAX_REQUEUES,
    disableFileAccess: true,
    disableUrlAccess: true,
    maxRecipients: 1,
    ...(dkim
      ? {
          dkim: {
            domainName: dkim.domain,
            keySelector: dkim.selector,
            privateKey: dkim.privateKey,
            headerFieldNames: SIGNED_HEADERS,
          },
        }
      : {}),
  });
  return {
    async send(message: OutgoingEmail, { timeoutMs, signal }) {
      const mail = mailOf(message, from);
      if (mail === null) {
        const receipt = { code: "bad_address", text: "The address of the recipient is malformed" };
        return { kind: "permanent", receipt, effect: "refused" };
      }
      const timer = new AbortController();
      const timeout = setTimeout(() => timer.abort(), timeoutMs);
      const either = signal ? AbortSignal.any([timer.signal, signal]) : timer.signal;
      try {
        const { response } = await transport.sendMail({ ...mail, signal: either });
        return { kind: "sent", receipt: { code: "250", text: response?.slice(0, 200) ?? "" } };
      } catch (error) {
        return mailOutcome(error, { isStopped: signal?.aborted === true, timeoutMs });
      } finally {
        clearTimeout(timeout);
      }
    },
    async close() {
      transport.close({ force: true });
    },
  };
}
