import type { Language } from "#lib/domain/language.ts";
import type { State } from "#lib/domain/status/state.ts";
import type { ToldEvent, ToldText } from "../told/event.ts";

/**
 * A message before it has a form: mail (HTML and text), Slack, Teams and the preview are made of the same letter, so all of
 * them say the same, in the same order.
 */
export type Letter = {
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
  /** What a digest tells of. */
  entries: Entry[];
  /** What people wrote. */
  body: Said[];
  button: Link | null;
  earlier: { label: string; items: Excerpt[]; more: string | null } | null;
  foot: { lines: string[]; manage: Link | null; unsubscribe: Link | null };
};

export type Link = { text: string; url: string };
export type Said = { head: string | null; text: ToldText };
/** What people wrote, shortened and without markup. */
export type Excerpt = { head: string; text: string; lang: Language };
/** One event among several. */
export type Entry = {
  tone: State;
  label: string;
  title: { text: string; lang: Language };
  lines: string[];
  excerpt: Excerpt | null;
  url: string;
};

/** The links that only one recipient has. */
export type OwnLinks = { unsubscribe: string; manage: string };

/** What a letter says unless it says more. */
export const PLAIN = {
  band: null,
  facts: [],
  affected: null,
  entries: [],
  body: [],
  button: null,
  earlier: null,
} satisfies Partial<Letter>;
