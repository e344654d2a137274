import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import { smsStatusCallback } from "#lib/domain/delivery/sms/callback.ts";
import { NOTICE_SECRETS } from "#lib/usecases/deliveries/notify.ts";
import { unsealSecret } from "#lib/usecases/secrets/sealed.ts";
import { WEBHOOK_SECRETS } from "#lib/usecases/secrets/webhook-secrets.ts";
import type { Envelope } from "./content.ts";
import { manageUrl, messageName, type Place, unsubscribeUrl } from "./links.ts";

export type Sender = Place & {
  /** MAIL_FROM, whose domain messages are named after; null: no mail is sent. */
  mailFrom: string | null;
};

/** What can be unsubscribed from. */
const IS_BULK = new Set<DeliveryJob["kind"]>(["event", "digest"]);
/** Providers cannot call back to a place that only this machine knows. */
const IS_LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const mailDomainOf = ({ mailFrom, publicUrl }: Sender): string =>
  /@([A-Za-z0-9.-]+)>?\s*$/.exec(mailFrom ?? "")?.[1] ?? new URL(publicUrl).hostname;

/** The secrets that sign now, the newest first. */
function secretsOf({ recipient }: DeliveryJob, { secretKey }: Sender, now: number): string[] {
  return recipient.secrets
    .filter(({ expires_at }) => expires_at === null || Date.parse(expires_at) > now)
    .map(({ sealed }) => unsealSecret(sealed, secretKey, WEBHOOK_SECRETS))
    .filter((secret) => secret !== null);
}

/** What only the recipient may read of a notice; null: it cannot be read, or there is nothing. */
export function sealedOf(job: DeliveryJob, secretKey: string): Record<string, string> | null {
  const text = job.sealed === null ? null : unsealSecret(job.sealed, secretKey, NOTICE_SECRETS);
  return text === null ? null : JSON.parse(text);
}

/** Everything around the message of a delivery. */
export function createEnvelopes(sender: Sender) {
  const mailDomain = mailDomainOf(sender);
  const { hostname } = new URL(sender.publicUrl);
  const isCallable = !IS_LOCAL.test(hostname);
  return (job: DeliveryJob, now: number): Envelope => {
    const { recipient } = job;
    const isSubscriber = recipient.kind === "subscriber";
    const links = isSubscriber
      ? { unsubscribe: unsubscribeUrl(sender, recipient), manage: manageUrl(sender, recipient, now) }
      : { unsubscribe: "", manage: "" };
    const isBulk = isSubscriber && IS_BULK.has(job.kind);
    return {
      to: recipient.destination,
      language: recipient.language,
      links,
      name: messageName(sender.secretKey, job),
      mailDomain,
      unsubscribeUrl: isBulk ? links.unsubscribe : null,
      listId: isBulk ? `updates.${hostname}` : null,
      statusCallback: isCallable ? smsStatusCallback(sender.publicUrl, job.id) : null,
      teamsMode: recipient.config.teams_mode === "card" ? "card" : "message",
      secrets: job.channel === "webhook" ? secretsOf(job, sender, now) : [],
    };
  };
}
