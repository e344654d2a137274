import type { Scope } from "#lib/data/scope.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { MessageDraft } from "#lib/domain/delivery/desk/message-input.ts";
import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { slackPost } from "#lib/messages/chat/slack.ts";
import { teamsCard } from "#lib/messages/chat/teams.ts";
import { eventLetter } from "#lib/messages/letter/event.ts";
import { renderMail } from "#lib/messages/mail/render.ts";
import { eventSms } from "#lib/messages/sms/sms.ts";
import { imagine } from "#lib/messages/told/imagine.ts";
import type { EventRef } from "#lib/messages/told/tell.ts";
import { tellEvent } from "#lib/messages/told/tell.ts";
import { readContentOf } from "./content.ts";

/** One message as it would be sent. */
export type ShownMessage = {
  channel: Channel;
  language: Language;
  subject: string | null;
  /** Of mail and SMS; of the others what a notification of theirs shows. */
  text: string;
  html: string | null;
  /** What is posted: blocks, a card, the body of a webhook. */
  payload: unknown;
  segments: { count: number; characters: number; encoding: string } | null;
};

export type PreviewPlace = {
  publicUrl: string;
  /** Writes the body of a webhook. */
  webhook: (
    snapshot: Snapshot,
    ref: EventRef,
    place: { unsubscribe: string; generatedAt: number },
  ) => string | null;
};

const EMPTY = { subject: null, html: null, payload: null, segments: null };

/**
 * The messages that publishing the draft would send, in every form and in every language of the page, by the very renderers
 * that make them. Nothing is stored. Empty: nobody would be told.
 */
export async function previewMessages(
  { pageId }: Scope<"incidents:write">,
  draft: MessageDraft,
  place: PreviewPlace,
  now: number,
): Promise<ShownMessage[]> {
  const known = { kind: "", incidentId: draft.incidentId ?? "", updateId: null };
  const content = await readContentOf(pageId, known, now);
  const imagined = imagine(content.snapshot, draft, now);
  if (!imagined) return [];
  const { languages } = content.snapshot.page;
  return (await Promise.all(languages.map((language) => shown(imagined, language, place, now)))).flat();
}

async function shown(
  { snapshot, ref }: NonNullable<ReturnType<typeof imagine>>,
  language: Language,
  { publicUrl, webhook }: PreviewPlace,
  now: number,
): Promise<ShownMessage[]> {
  const links = { unsubscribe: `${publicUrl}/unsubscribe/…`, manage: `${publicUrl}/manage/…` };
  const told = tellEvent(snapshot, ref, { language, publicUrl })!;
  const letter = eventLetter(told, links);
  const { subject, html, text } = await renderMail(letter);
  const sms = eventSms(told);
  const { unsubscribe } = links;
  const body = webhook(snapshot, ref, { unsubscribe, generatedAt: now });
  const segments = { count: sms.segments, characters: sms.body.length, encoding: sms.encoding };
  return [
    { ...EMPTY, channel: "email", language, subject, html, text },
    { ...EMPTY, channel: "sms", language, text: sms.body, segments },
    { ...EMPTY, channel: "slack", language, text: subject, payload: slackPost(letter) },
    { ...EMPTY, channel: "teams", language, text: subject, payload: teamsCard(letter) },
    { ...EMPTY, channel: "webhook", language, text: subject, payload: body && JSON.parse(body) },
  ];
}
