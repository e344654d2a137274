import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";

/** For whom a page is written: the language, and the zone and moment that its times refer to. */
export type Reader = {
  language: Language;
  /** The page's first language: base texts are written in it. */
  first: Language;
  timeZone: string;
  /** The snapshot's `asOf`: the only "now" that a cached page may use. */
  nowAt: number;
};

export const readerOf = (snapshot: Snapshot, language: Language): Reader => ({
  language,
  first: snapshot.page.languages[0] ?? "ko",
  timeZone: snapshot.page.timeZone,
  nowAt: Date.parse(snapshot.asOf),
});
