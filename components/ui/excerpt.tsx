import { excerpt } from "#lib/domain/history/excerpt.ts";
import { type Translations, translated } from "#lib/domain/language.ts";
import type { Reader } from "./reader.ts";

type Props = { noun: { body: string; translations: Translations }; maxLength: number; reader: Reader };

/** The beginning of what people wrote, without markup. */
export function Excerpt({ noun, maxLength, reader }: Props) {
  const { text, lang } = translated(noun, "body", reader.language, reader.first);
  return (
    <p className="excerpt" lang={lang === reader.language ? undefined : lang}>
      {excerpt(text, maxLength).text}
    </p>
  );
}

/** Whether a text is too long to stand among others; its page tells the rest. */
export function isLong({ noun, maxLength, reader }: Props): boolean {
  const { text } = translated(noun, "body", reader.language, reader.first);
  return text.length > maxLength;
}
