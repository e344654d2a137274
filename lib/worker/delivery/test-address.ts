import type { DeliveryJob, Recipient } from "#lib/domain/delivery/delivery.ts";
import { LANGUAGES } from "#lib/domain/language.ts";
import type { Compose } from "./attempt.ts";
import { sealedOf } from "./forms/envelope.ts";

/** Where a test goes and how it speaks: what was asked for, else what is known of the recipient. */
function recipientOf(job: DeliveryJob, secretKey: string): Recipient {
  const { recipient, details } = job;
  const destination = sealedOf(job, secretKey)?.destination ?? recipient.destination;
  const language = LANGUAGES.find((one) => one === details?.language) ?? recipient.language;
  const mode = details?.teams_mode;
  const config = typeof mode === "string" ? { ...recipient.config, teams_mode: mode } : recipient.config;
  return { ...recipient, destination, language, config };
}

/** A test may go to a destination that nobody subscribed: it is in the sealed part of its delivery, and nowhere else. */
export const findingTests =
  (compose: Compose, secretKey: string): Compose =>
  async (job) => {
    if (job.kind !== "test") return await compose(job);
    const recipient = recipientOf(job, secretKey);
    return recipient.destination === "" ? { dropped: "over" } : await compose({ ...job, recipient });
  };
