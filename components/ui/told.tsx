import { type Translations, translated } from "#lib/domain/language.ts";
import type { Reader } from "./reader.ts";

type Noun = { translations: Translations; name?: string; description?: string | null; body?: string };
type Props = { noun: Noun; field: "name" | "description" | "body"; reader: Reader };

/** A text that people wrote, in the reader's language; if it exists only in another one, marked with that language. */
export function Told({ noun, field, reader }: Props) {
  const { text, lang } = translated(noun, field, reader.language, reader.first);
  return lang === reader.language ? text : <span lang={lang}>{text}</span>;
}

/** The same as plain text, for attributes. */
export const toldText = (noun: Noun, reader: Reader): string =>
  translated(noun, "name", reader.language, reader.first).text;
