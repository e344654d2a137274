import { readerOf } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import type { Language } from "#lib/domain/language.ts";
import { statusPath } from "#lib/domain/paths.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { Frame } from "./frame.tsx";

/** A missing page, in the language of its address, with a way back and the rest of the page around it. */
export function NotFound({ snapshot, language }: { snapshot: Snapshot; language: Language }) {
  return (
    <Frame
      snapshot={snapshot}
      reader={readerOf(snapshot, language)}
      isDatabaseAway={false}
      path={statusPath(language)}
    >
      <section className="message">
        <p className="code">404</p>
        <h1>{word("not_found", language)}</h1>
        <p>{word("not_found_why", language)}</p>
        <p>
          <a className="button" href={statusPath(language)}>
            {word("to_status", language)}
          </a>
        </p>
      </section>
    </Frame>
  );
}
