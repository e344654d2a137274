import type { Language } from "#lib/domain/language.ts";
import { messageWords } from "#lib/domain/words/messages.ts";
import { singleLine } from "../letter/lines.ts";
import type { ToldEvent } from "../told/event.ts";
import { fitSms, type Sms } from "./fit.ts";

const MAX_PAGE_NAME = 30;
const pageOf = (name: string): string => singleLine(name, MAX_PAGE_NAME);

/** "[Page] Resolved: name" and the address of the incident. */
export const eventSms = ({ language, page, label, name, shortUrl }: ToldEvent): Sms =>
  fitSms(messageWords("event_sms", language, { page: pageOf(page.name), label, name: name.text }), shortUrl);

/** The number that proves a phone. */
export const codeSms = (
  language: Language,
  page: string,
  { code, minutes }: { code: string; minutes: number },
) => fitSms(messageWords("code_sms", language, { page: pageOf(page), code, minutes }), null);

export const digestSms = (language: Language, page: { name: string; url: string }, count: number): Sms =>
  fitSms(messageWords("digest_sms", language, { page: pageOf(page.name), count, url: page.url }), null);

export const testSms = (language: Language, page: string): Sms =>
  fitSms(messageWords("test_sms", language, { page: pageOf(page) }), null);

/** A link that somebody asked for: proof, settings. */
export const linkSms = (title: string, page: string, url: string): Sms =>
  fitSms(`[${pageOf(page)}] ${title}`, url);
