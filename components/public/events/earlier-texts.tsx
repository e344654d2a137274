import { Markup } from "#components/ui/markup.tsx";
import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { word, wordAround } from "#lib/domain/glossary.ts";
import type { Update } from "./update-list.tsx";

type Props = { update: Update; topHeading: 3 | 4 | 5; reader: Reader };

/** What readers saw before an edit: nothing that was said disappears. */
export function EarlierTexts({ update, topHeading, reader }: Props) {
  if (update.earlier.length === 0) return null;
  const [before, after] = wordAround("replaced_at", reader.language, "time");
  return (
    <details className="earlier">
      <summary>{word("earlier_texts", reader.language)}</summary>
      {update.earlier.map((text) => (
        <div key={text.replacedAt} className="update">
          <p className="hint">
            {before}
            <Moment at={text.replacedAt} form="moment" reader={reader} />
            {after}
          </p>
          <Markup noun={text} topHeading={topHeading} reader={reader} />
        </div>
      ))}
    </details>
  );
}
