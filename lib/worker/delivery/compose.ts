import { randomBytes } from "node:crypto";
import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import { eventLetter } from "#lib/messages/letter/event.ts";
import { loadKit } from "#lib/messages/mail/kit.ts";
import { renderMail } from "#lib/messages/mail/render.ts";
import type { Outgoing } from "#lib/messages/outgoing.ts";
import { cutTemplate, fillTemplate } from "#lib/messages/template.ts";
import { tellEvent } from "#lib/messages/told/tell.ts";
import type { EventContent } from "#lib/usecases/deliveries/content.ts";
import { createEventCache, type Remembered } from "./event-cache.ts";
import { manageUrl, messageName, type Place, unsubscribeUrl } from "./links.ts";

export type ComposerOptions = Place & {
  /** MAIL_FROM, whose domain messages are named after; null: PUBLIC_URL's host. */
  mailFrom: string | null;
  now?: () => number;
};

export type Composed = Outgoing | { dropped: string };
export type Composer = (job: DeliveryJob) => Promise<Composed>;

const WITHDRAWN = { dropped: "withdrawn" };

const domainOf = ({ mailFrom, publicUrl }: ComposerOptions): string =>
  /@([A-Za-z0-9.-]+)>?\s*$/.exec(mailFrom ?? "")?.[1] ?? new URL(publicUrl).hostname;

/**
 * Makes finished messages of claimed deliveries. What an event tells is read and rendered once for each language and
 * channel; for one recipient only the links are put in. `dropped`: there is nothing to be sent any more, and why.
 */
export function createComposer(options: ComposerOptions): Composer {
  const now = options.now ?? Date.now;
  const eventOf = createEventCache(now);
  const domain = domainOf(options);
  const listId = `updates.${new URL(options.publicUrl).hostname}`;
  const nonce = randomBytes(12).toString("hex");
  const standIns = { unsubscribe: `u${nonce}`, manage: `m${nonce}` };
  // The first mail should not wait for it.
  void loadKit();

  async function mailTemplate(
    { snapshot, ref }: EventContent,
    language: DeliveryJob["recipient"]["language"],
  ) {
    const told = tellEvent(snapshot, ref, { language, publicUrl: options.publicUrl })!;
    const { subject, html, text } = await renderMail(eventLetter(told, standIns));
    return { subject, html: cutTemplate(html, standIns), text: cutTemplate(text, standIns) };
  }

  async function eventEmail(
    job: DeliveryJob,
    content: EventContent,
    remembered: Remembered,
  ): Promise<Outgoing> {
    const { recipient } = job;
    const { language } = recipient;
    const template = await remembered.once(`email ${language}`, () => mailTemplate(content, language));
    const links = {
      unsubscribe: unsubscribeUrl(options, recipient),
      manage: manageUrl(options, recipient, now()),
    };
    return {
      channel: "email",
      to: recipient.destination,
      subject: template.subject,
      html: fillTemplate(template.html, links),
      text: fillTemplate(template.text, links),
      messageId: `${messageName(options.secretKey, job)}@${domain}`,
      language,
      unsubscribeUrl: links.unsubscribe,
      listId,
    };
  }

  return async (job) => {
    if (job.kind !== "event" || job.eventId === null) return { dropped: "unknown" };
    const remembered = eventOf(job.eventId);
    const content = await remembered.content;
    if (!content) return WITHDRAWN;
    if (job.channel === "email") return await eventEmail(job, content, remembered);
    return { dropped: "unknown" };
  };
}
