import type { Outcome, Receipt } from "#lib/domain/delivery/outcome.ts";
import { toSingleLine } from "#lib/domain/input/text.ts";

const MAX_TEXT_LENGTH = 200;

/** What nodemailer tells of a failure. */
type Told = {
  code?: string;
  originalCode?: string;
  command?: string;
  responseCode?: number;
  response?: string;
};

/** Recipients that are not there: never existed, moved, disabled, or a domain that takes no mail. 5.1.7 and 5.1.8 mean the sender. */
const GONE = /^5\.1\.(?:0|1|2|3|4|6|10)$|^5\.2\.1$|^5\.7\.13$/;
/** Replies to RCPT TO that mean the same where the server gives no enhanced code. */
const GONE_CODES = new Set([521, 550, 551, 553, 556]);
/** The reply speaks of a rule, not of the recipient. */
const RULE =
  /polic|spam|block|denied|reject|relay|reputation|blacklist|listed|dmarc|dkim|spf\b|authenticat|prohibit|rate/i;
/** The mail server as a whole has no time, or wants us to be slower. */
const BUSY_CODES = new Set([421, 454]);
const TOO_LARGE = 552;

const told = (error: unknown): Told => (typeof error === "object" && error !== null ? error : {});

/** The reply as the team may read it: one line, cut. */
const replyOf = ({ responseCode, response }: Told): Receipt => ({
  code: String(responseCode),
  text: toSingleLine(response ?? "").slice(0, MAX_TEXT_LENGTH),
});

const enhancedOf = ({ response }: Told): string =>
  /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? "")?.[1] ?? "";

function isGone(failure: Told): boolean {
  const enhanced = enhancedOf(failure);
  if (enhanced !== "") return GONE.test(enhanced);
  if (failure.command !== "RCPT TO") return false;
  return GONE_CODES.has(failure.responseCode ?? 0) && !RULE.test(failure.response ?? "");
}

/**
 * What a failed try means. What the server says of this recipient or this message concerns this delivery; everything before
 * that (names, connections, TLS, greeting, signing in, our own address) concerns all mail, and what was said then is not
 * repeated: another service than a mail server may have said it.
 */
export function mailOutcome(
  error: unknown,
  { isStopped, timeoutMs }: { isStopped: boolean; timeoutMs: number },
): Outcome {
  const failure = told(error);
  const { command = "CONN", responseCode = 0 } = failure;
  if (isStopped) return ofChannel("stopped", "Sending was stopped");
  if (failure.code === "EABORT") return ofChannel("timeout", `No end after ${timeoutMs} ms`);
  const isOfMessage =
    /^(RCPT TO|DATA)$/.test(command) || (command === "MAIL FROM" && responseCode === TOO_LARGE);
  if (!isOfMessage || responseCode < 400) return ofServer(failure, command);
  if (BUSY_CODES.has(responseCode)) return { kind: "retry", receipt: replyOf(failure), fault: "channel" };
  if (responseCode < 500) return { kind: "retry", receipt: replyOf(failure), fault: "destination" };
  return { kind: "permanent", receipt: replyOf(failure), effect: isGone(failure) ? "gone" : "refused" };
}

const ofChannel = (code: string, text: string): Outcome => ({
  kind: "retry",
  receipt: { code, text },
  fault: "channel",
});

function ofServer(failure: Told, command: string): Outcome {
  if (failure.code === "EAUTH" || command.startsWith("AUTH"))
    return ofChannel("auth_failed", "The mail server did not accept the user name and password of SMTP_URL");
  if (command === "MAIL FROM" && failure.responseCode)
    return ofChannel(String(failure.responseCode), "The mail server did not accept the sender, MAIL_FROM");
  const code = failure.originalCode ?? failure.code ?? "failed";
  if (failure.code === "ETLS") return ofChannel("tls_failed", "No TLS connection with the mail server");
  return ofChannel(code, "The mail server cannot be reached, or does not speak SMTP");
}
