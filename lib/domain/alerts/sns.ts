import { z } from "zod";
import { readInstant } from "./reading.ts";

const text = z.string().max(300_000);
const address = z.string().max(2_000);

/** A message of Amazon SNS as it arrives over HTTP. */
export const snsMessage = z.object({
  Type: z.enum(["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"]),
  MessageId: z.string().min(1).max(100),
  TopicArn: z.string().min(1).max(500),
  Subject: z.string().max(1_000).nullish(),
  Message: text,
  Timestamp: z.string().refine((value) => readInstant(value) !== null, "must be an ISO-8601 instant"),
  SignatureVersion: z.enum(["1", "2"]),
  Signature: z.base64().max(2_000),
  SigningCertURL: address,
  SubscribeURL: address.optional(),
  Token: z.string().max(2_000).optional(),
});
export type SnsMessage = z.infer<typeof snsMessage>;

export const TOPIC_ARN =
  /^arn:aws(-cn|-us-gov)?:sns:([a-z]{2}(?:-[a-z]+)+-\d):\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/;
const HOST = /^sns\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(\.cn)?$/;
const CERTIFICATE_PATH = /^\/SimpleNotificationService-[A-Za-z0-9]{1,100}\.pem$/;

/** SNS retries for an hour at most; what is older was recorded and is sent again by somebody else. */
export const MAX_SNS_AGE_MS = 65 * 60_000;
export const MAX_SNS_AHEAD_MS = 15 * 60_000;

/** The address, if it is plain https at SNS in the region of the topic; null otherwise. */
function snsUrl(address: string, topicArn: string): URL | null {
  const url = URL.parse(address);
  const region = TOPIC_ARN.exec(topicArn)?.[2];
  if (url?.protocol !== "https:" || url.port !== "" || url.username || url.password) return null;
  return region !== undefined && HOST.exec(url.hostname)?.[1] === region ? url : null;
}

/** Where the signing certificate lies; null unless it is a certificate's own path at SNS: its other answers are anybody's text. */
export function certificateUrl({ SigningCertURL, TopicArn }: SnsMessage): string | null {
  const url = snsUrl(SigningCertURL, TopicArn);
  return url && CERTIFICATE_PATH.test(url.pathname) && url.search === "" && url.hash === "" ? url.href : null;
}

/** The address that confirms exactly this subscription; null when the message's address does anything else. */
export function confirmationUrl({ SubscribeURL = "", TopicArn, Token }: SnsMessage): string | null {
  const url = snsUrl(SubscribeURL, TopicArn);
  const asked = url && Object.fromEntries(url.searchParams);
  const isConfirmation = asked?.Action === "ConfirmSubscription" && asked.TopicArn === TopicArn;
  return url?.pathname === "/" && isConfirmation && asked.Token === Token ? url.href : null;
}

const NOTIFICATION_FIELDS = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"] as const;
const CONFIRMATION_FIELDS = [
  "Message",
  "MessageId",
  "SubscribeURL",
  "Timestamp",
  "Token",
  "TopicArn",
  "Type",
] as const;

/** What SNS signs: names and values of its fields in order, a line each; absent ones are left out. */
export function signedText(message: SnsMessage): string {
  const fields = message.Type === "Notification" ? NOTIFICATION_FIELDS : CONFIRMATION_FIELDS;
  return fields.flatMap((name) => (message[name] == null ? [] : [`${name}\n${message[name]}\n`])).join("");
}
