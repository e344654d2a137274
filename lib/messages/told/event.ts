import type { Language } from "#lib/domain/language.ts";
import type { State } from "#lib/domain/status/state.ts";

/** What happened, as far as words go. */
export type Moment =
  | "incident"
  | "resolved"
  | "reopened"
  | "postmortem"
  | "announced"
  | "announcement_ended"
  | "scheduled"
  | "rescheduled"
  | "reminded"
  | "started"
  | "verifying"
  | "extended"
  | "completed"
  | "cancelled"
  | "maintenance_updated";

/** A text that people wrote: Markdown, and the language it is really in. */
export type ToldText = { markdown: string; lang: Language };

export type ToldUpdate = { label: string; at: number; atText: string; text: ToldText };

/** An event in one language, ready for every form: nothing is left to be looked up. */
export type ToldEvent = {
  language: Language;
  page: { name: string; url: string; zone: string };
  moment: Moment;
  kind: "incident" | "announcement" | "maintenance";
  /** "해결됨", "점검 시작". */
  label: string;
  /** Colour and shape. */
  tone: State;
  name: { text: string; lang: Language };
  /** One sentence: what this message says. */
  headline: string;
  affected: { name: string; state: State | null; word: string | null }[];
  /** Since when, until when, when we speak next. */
  facts: { label: string; value: string }[];
  /** What is new; null when nothing was written. */
  update: ToldUpdate | null;
  /** Newest first. */
  earlier: ToldUpdate[];
  /** On our own page, in the reader's language. */
  url: string;
  /** Without the language: for what must be short. */
  shortUrl: string;
};
