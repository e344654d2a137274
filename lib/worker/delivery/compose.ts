import { randomBytes } from "node:crypto";
import { pool } from "#lib/data/db.ts";
import { hasHeardOf } from "#lib/data/delivery/told-event.ts";
import { readPublicPage } from "#lib/data/status/public-nouns.ts";
import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import { isOver } from "#lib/domain/incidents/at-update.ts";
import { loadKit } from "#lib/messages/mail/kit.ts";
import type { Outgoing } from "#lib/messages/outgoing.ts";
import { refNow } from "#lib/messages/told/now.ts";
import { type EventRef, eventOf, toldPage } from "#lib/messages/told/tell.ts";
import { type EventContent, readContent } from "#lib/usecases/deliveries/content.ts";
import { addressed, formOf } from "./forms/content.ts";
import { createEnvelopes, type Sender } from "./forms/envelope.ts";
import { contentOfEvent } from "./forms/event-content.ts";
import { contentOfNotice } from "./forms/notice-content.ts";
import { createMemory } from "./forms/remember.ts";

export type ComposerOptions = Sender & { now?: () => number };

export type Composed = Outgoing | { dropped: string };
export type Composer = (job: DeliveryJob) => Promise<Composed>;

const WITHDRAWN = { dropped: "withdrawn" };
const OVER = { dropped: "over" };

/** After quiet hours the state of now is told, and what is over by then only to who knew of it. Null: nothing is told. */
async function refAfterQuiet(job: DeliveryJob, { snapshot, ref }: EventContent): Promise<EventRef | null> {
  const event = eventOf(snapshot, { ...ref, updateId: null });
  if (!event) return ref;
  if (isOver(event) && !(await hasHeardOf(pool(), job.recipient.id, event.id))) return null;
  return refNow(event);
}

/**
 * Makes finished messages of claimed deliveries. What an event tells is read and rendered once for each language and
 * channel; for one recipient only the links are put in. `dropped`: there is nothing to be sent any more, and why.
 */
export function createComposer(options: ComposerOptions): Composer {
  const now = options.now ?? Date.now;
  const { publicUrl } = options;
  const events = createMemory(readContent, now);
  const pages = createMemory((pageId) => readPublicPage(pool(), pageId), now);
  const envelopeOf = createEnvelopes(options);
  const nonce = randomBytes(12).toString("hex");
  const standIns = { unsubscribe: `${publicUrl}/u${nonce}`, manage: `${publicUrl}/m${nonce}` };
  // The first mail should not wait for it.
  if (options.mailFrom !== null) void loadKit();

  async function composeEvent(job: DeliveryJob, eventId: string): Promise<Composed> {
    const remembered = events(eventId);
    const content = await remembered.content;
    if (!content) return WITHDRAWN;
    const ref = job.isHeldQuiet ? await refAfterQuiet(job, content) : content.ref;
    if (!ref) return OVER;
    const { language } = job.recipient;
    const form = await remembered.once(`${job.channel} ${language} ${job.isHeldQuiet}`, async () => {
      const said = contentOfEvent(content, ref, { language, publicUrl, now: now() });
      return said && (await formOf(said, job.channel, standIns));
    });
    return form ? addressed(form, envelopeOf(job, now())) : WITHDRAWN;
  }

  async function composeNotice(
    job: DeliveryJob,
    kind: Exclude<DeliveryJob["kind"], "event">,
  ): Promise<Composed> {
    const page = await pages(job.pageId).content;
    if (!page) return WITHDRAWN;
    const { language } = job.recipient;
    const place = { language, page: toldPage({ page }, { language, publicUrl }) };
    const content = await contentOfNotice(kind, { job, place, sender: options, now: now() });
    const form = content && (await formOf(content, job.channel, standIns));
    return form ? addressed(form, envelopeOf(job, now())) : WITHDRAWN;
  }

  return async (job) => {
    if (job.kind !== "event") return await composeNotice(job, job.kind);
    return job.eventId === null ? WITHDRAWN : await composeEvent(job, job.eventId);
  };
}
