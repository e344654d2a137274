import type { Language } from "#lib/domain/language.ts";
import type { State } from "#lib/domain/status/state.ts";
import type { ToldEvent, ToldText } from "../told/event.ts";

/** A mail before it is HTML and text: both forms say the same, in the same order. */
export type Mail = {
  language: Language;
  subject: string;
  /** What inboxes show beside the subject. */
  preheader: string;
  page: { name: string; url: string };
  band: { tone: State; label: string } | null;
  title: { text: string; lang: Language };
  lead: string;
  facts: { label: string; value: string }[];
  affected: { label: string; items: ToldEvent["affected"] } | null;
  /** Something to be typed or copied, large. */
  code: string | null;
  body: Said[];
  button: { text: string; url: string } | null;
  earlier: { label: string; items: Said[]; more: string | null } | null;
  foot: { lines: string[]; links: { text: string; url: string }[] };
};

export type Said = { head: string | null; text: ToldText };

/** The links that only one recipient has. */
export type OwnLinks = { unsubscribe: string; manage: string };

export type RenderedMail = { subject: string; html: string; text: string };
