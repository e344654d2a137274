import { type Translations, translated } from "#lib/domain/language.ts";
import { markdownToHtml } from "#lib/domain/markdown.ts";
import type { Reader } from "./reader.ts";

type Props = {
  noun: { body: string; translations: Translations };
  /** Level of its highest heading: one below that of the part of the page in which it stands. */
  topHeading: 2 | 3 | 4 | 5;
  reader: Reader;
};

/** What people wrote in Markdown, in the reader's language where it exists. */
export function Markup({ noun, topHeading, reader }: Props) {
  const { text, lang } = translated(noun, "body", reader.language, reader.first);
  const html = { __html: markdownToHtml(text, { topHeading }) };
  return (
    <div
      className="body"
      lang={lang === reader.language ? undefined : lang}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: the one renderer allows a list of elements and no raw HTML
      dangerouslySetInnerHTML={html}
    />
  );
}
