import { verify, X509Certificate } from "node:crypto";
import { readCloudWatch } from "#lib/domain/alerts/cloudwatch.ts";
import { type Reading, readAs, readInstant } from "#lib/domain/alerts/reading.ts";
import {
  certificateUrl,
  confirmationUrl,
  MAX_SNS_AGE_MS,
  MAX_SNS_AHEAD_MS,
  type SnsMessage,
  signedText,
  snsMessage,
} from "#lib/domain/alerts/sns.ts";
import type { AlertSource } from "#lib/domain/alerts/source.ts";
import { Failure } from "#lib/domain/errors.ts";

/** The way to SNS, brought by the door: both addresses were checked before. */
export type SnsReach = {
  /** The signing certificate, PEM. @throws Failure unavailable */
  certificate(url: string): Promise<string>;
  /** Visits the address that confirms a subscription. @throws Failure unavailable */
  confirm(url: string): Promise<void>;
};

const refused = (message: string) => new Failure("forbidden", message);

function parseCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw refused("SigningCertURL holds no certificate");
  }
}

async function checkSigned(message: SnsMessage, reach: SnsReach, now: number): Promise<void> {
  const url = certificateUrl(message);
  if (url === null) throw refused("SigningCertURL is no certificate of SNS in the topic's region");
  const certificate = parseCertificate(await reach.certificate(url));
  if (now < certificate.validFromDate.getTime() || now > certificate.validToDate.getTime())
    throw refused("The signing certificate is not valid now");
  const algorithm = message.SignatureVersion === "1" ? "sha1" : "sha256";
  const signature = Buffer.from(message.Signature, "base64");
  const signed = Buffer.from(signedText(message), "utf8");
  if (!verify(algorithm, signed, certificate.publicKey, signature))
    throw refused("The signature does not fit");
}

function checkFresh(message: SnsMessage, now: number): void {
  const age = now - readInstant(message.Timestamp)!;
  if (age > MAX_SNS_AGE_MS || age < -MAX_SNS_AHEAD_MS)
    throw refused("The message is too old, or comes from the future");
}

/**
 * Reads what SNS sends for a CloudWatch source: only of the source's own topic, and only with a signature that fits. A
 * subscription is confirmed by itself.
 * @throws Failure invalid, forbidden, unavailable
 */
export async function readSns(
  source: AlertSource,
  body: unknown,
  reach: SnsReach,
  now: number,
): Promise<Reading> {
  const message = readAs(snsMessage, body);
  if (message.TopicArn !== source.settings.topicArn)
    throw refused("TopicArn is another topic than this source's");
  await checkSigned(message, reach, now);
  checkFresh(message, now);
  if (message.Type === "Notification") return readCloudWatch(message.Message);
  if (message.Type === "UnsubscribeConfirmation")
    return { alerts: [], ignored: [{ path: "Type", message: "the topic no longer sends here" }] };
  const url = confirmationUrl(message);
  if (url === null) throw refused("SubscribeURL does not confirm this subscription");
  await reach.confirm(url);
  return { alerts: [], ignored: [{ path: "Type", message: "the subscription is confirmed" }] };
}
