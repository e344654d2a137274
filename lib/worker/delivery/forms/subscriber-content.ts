import { confirmationWebhook, digestWebhook, testWebhook } from "#lib/api/webhook/notices.ts";
import { pool } from "#lib/data/db.ts";
import { readDigestIncidents, readTroubledPlace } from "#lib/data/delivery/told-event.ts";
import { countAttempt } from "#lib/data/people/attempts.ts";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import { digestLetter } from "#lib/messages/letter/digest.ts";
import {
  challengeLetter,
  confirmLetter,
  manageLetter,
  type NoticePlace,
  quarantinedLetter,
  testLetter,
} from "#lib/messages/letter/subscriber-notices.ts";
import { codeSms, digestSms, linkSms, testSms } from "#lib/messages/sms/sms.ts";
import { refNow } from "#lib/messages/told/now.ts";
import { eventOf, tellEvent } from "#lib/messages/told/tell.ts";
import { readContentOf } from "#lib/usecases/deliveries/content.ts";
import { attemptKey } from "#lib/usecases/one-time-links/secret.ts";
import type { Content } from "./content.ts";
import { CONFIRM_LINK_MS, confirmUrl, MANAGE_LINK_MS, manageUrl, type Place } from "./links.ts";

const MINUTE_MS = 60_000;

/** A notice and where it is written. */
export type Noticing = { job: DeliveryJob; place: NoticePlace; sender: Place; now: number };

/** The place of a webhook's body; links of its own stand in it. */
const hook = ({ sender, now }: Noticing, unsubscribe: string) => ({
  publicUrl: sender.publicUrl,
  unsubscribe,
  generatedAt: now,
});

/** The proof that a destination is theirs who asked. */
export function proofContent(noticing: Noticing): Content {
  const { job, place, sender } = noticing;
  const link = {
    url: confirmUrl(sender, job.recipient, job.createdAt),
    until: job.createdAt + CONFIRM_LINK_MS,
  };
  const letter = () => (job.kind === "confirm" ? confirmLetter(place, link) : challengeLetter(place, link));
  return {
    letter,
    sms: () => linkSms(letter().title.text, place.page.name, link.url).body,
    webhook: (unsubscribe) => confirmationWebhook(job.pageId, hook(noticing, unsubscribe), link),
  };
}

/** The number that proves a phone; null when it cannot be read any more. */
export function codeContent({ job, place }: Noticing, code: string | undefined): Content | null {
  if (code === undefined) return null;
  const minutes = Math.max(1, Math.round((job.expiresAt - job.createdAt) / MINUTE_MS));
  const { language, page } = place;
  return {
    letter: () => ({ ...testLetter(place), lead: codeSms(language, page.name, { code, minutes }).body }),
    sms: () => codeSms(language, page.name, { code, minutes }).body,
    webhook: null,
  };
}

export function manageContent({ job, place, sender, now }: Noticing): Content {
  const link = { url: manageUrl(sender, job.recipient, now), until: now + MANAGE_LINK_MS };
  const letter = () => manageLetter(place, link);
  return {
    letter,
    sms: () => linkSms(letter().title.text, place.page.name, link.url).body,
    webhook: null,
  };
}

export function testContent(noticing: Noticing): Content {
  const { job, place } = noticing;
  return {
    letter: () => testLetter(place),
    sms: () => testSms(place.language, place.page.name).body,
    webhook: (unsubscribe) => testWebhook(job.pageId, hook(noticing, unsubscribe)),
  };
}

const isChannel = (text: string): text is Channel => CHANNELS.some((channel) => channel === text);
const hostOf = (destination: string): string | null =>
  URL.canParse(destination) ? new URL(destination).host : null;

/**
 * The address beside a webhook or a chat was typed by whoever added it, and never proved itself: so many mails a day go to
 * it, however many webhooks name it.
 */
const TROUBLE_MAILS = { window: 24 * 60 * 60, max: 10 };

async function mayTell({ job, sender, now }: Noticing): Promise<boolean> {
  const { contactEmail, destination } = job.recipient;
  // Another try of the same mail is none more.
  if (contactEmail === null || job.attempts > 0) return true;
  const key = attemptKey(sender.secretKey, "trouble mail", destination);
  return (await countAttempt(key, TROUBLE_MAILS, now)).allowed;
}

/** To whom a webhook or a chat belongs: what became of it. Null: it is gone, or its address has had enough for today. */
export async function quarantinedContent(noticing: Noticing): Promise<Content | null> {
  const { job, place, sender, now } = noticing;
  const found = await readTroubledPlace(pool(), job.recipient.id);
  if (!found || !isChannel(found.channel) || !(await mayTell(noticing))) return null;
  const { channel, destination, failures, failingSince } = found;
  const isTried = job.details?.reason === "failing";
  const trouble = { channel, host: hostOf(destination), isTried, failures, failingSince };
  const url = manageUrl(sender, job.recipient, now);
  return { letter: () => quarantinedLetter(place, trouble, url), sms: null, webhook: null };
}

/** Everything that happened since the last digest, as it stands now. Null: there is nothing left to be told. */
export async function digestContent(noticing: Noticing): Promise<Content | null> {
  const { job, place, sender, now } = noticing;
  const { language } = place;
  const reader = { language, publicUrl: sender.publicUrl };
  const ids = await readDigestIncidents(pool(), { id: job.id, recipientId: job.recipient.id });
  if (ids.length === 0) return null;
  const contents = await Promise.all(
    ids.map((incidentId) => readContentOf(job.pageId, { kind: "", incidentId, updateId: null }, now)),
  );
  const told = contents.flatMap(({ snapshot, ref }) => {
    const event = eventOf(snapshot, ref);
    const one = event && tellEvent(snapshot, refNow(event), reader);
    return one ? [{ event, one }] : [];
  });
  if (told.length === 0) return null;
  const events = told.map(({ event, one }) => ({
    id: event.id,
    name: event.name,
    status: event.status,
    shortlink: one.shortUrl,
  }));
  return {
    letter: (links) =>
      digestLetter(
        place,
        told.map(({ one }) => one),
        links,
      ),
    sms: () => digestSms(language, place.page, told.length).body,
    webhook: (unsubscribe) => digestWebhook(contents[0]!.snapshot, hook(noticing, unsubscribe), events),
  };
}
