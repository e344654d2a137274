import { type Language, translated } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";

/** Where a document is shown; the same facts that lib/web/public.ts gives. A document depends on nothing else. */
export type Place = {
  /** PUBLIC_URL without a slash at its end. */
  publicUrl: string;
  /** The language of a path under `/ko` or `/en`; null at the root: fixed labels in English, content in the first language. */
  locale: Language | null;
  params: Record<string, string>;
  query: URLSearchParams;
};

export type Document = { body: string | Uint8Array<ArrayBuffer>; contentType: string; status?: number };
export type Presenter = (snapshot: Snapshot, place: Place) => Document;

export const json = (value: unknown, status = 200): Document => ({
  body: JSON.stringify(value),
  contentType: "application/json; charset=utf-8",
  status,
});

/** What the snapshot does not hold: 404 in the form of every other refusal. */
export const missing = (noun: string): Document => {
  const message = `${noun} not found`;
  return json({ message, errors: [], error: message }, 404);
};

/** The language in which people's own texts are told. */
export const contentLanguage = (snapshot: Snapshot, place: Place): Language =>
  place.locale ?? firstLanguage(snapshot);

const firstLanguage = (snapshot: Snapshot): Language => snapshot.page.languages[0] ?? "ko";

/** A person's text in the place's language, in the page's first language where it is not translated. */
export const text = (
  noun: Parameters<typeof translated>[0],
  field: "name" | "description" | "body",
  snapshot: Snapshot,
  place: Place,
): string => translated(noun, field, contentLanguage(snapshot, place), firstLanguage(snapshot)).text;
