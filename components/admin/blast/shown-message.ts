import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { Language } from "#lib/domain/language.ts";

/** One message as it would be sent, as the manage API tells it. */
export type ShownMessage = {
  channel: Channel;
  language: Language;
  subject: string | null;
  /** Of mail and SMS; of the others what a screen without their form would show. */
  text: string;
  html: string | null;
  /** What is posted: blocks, a card, the body of a webhook. */
  payload: unknown;
  segments: { count: number; characters: number; encoding: string } | null;
};
