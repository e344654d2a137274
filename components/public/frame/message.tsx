import { readerOf } from "#components/ui/reader.ts";
import { type Word, word } from "#lib/domain/glossary.ts";
import type { Language } from "#lib/domain/language.ts";
import { statusPath } from "#lib/domain/paths.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { Frame } from "./frame.tsx";

type Props = { snapshot: Snapshot; language: Language; isDatabaseAway: boolean };
type Message = Props & {
  code: number;
  title: Extract<Word, "not_found" | "failed">;
  why: Extract<Word, "not_found_why" | "failed_why">;
};

/** A page that says no: in the language of its address, with the way back and the rest of the page around it. */
function Message({ snapshot, language, isDatabaseAway, code, title, why }: Message) {
  return (
    <Frame
      snapshot={snapshot}
      reader={readerOf(snapshot, language)}
      isDatabaseAway={isDatabaseAway}
      path={statusPath(language)}
      isLive={false}
    >
      <section className="message">
        <p className="code">{code}</p>
        <h1>{word(title, language)}</h1>
        <p>{word(why, language)}</p>
        <a className="button" href={statusPath(language)}>
          {word("to_status", language)}
        </a>
      </section>
    </Frame>
  );
}

export const NotFound = (props: Props) => (
  <Message {...props} code={404} title="not_found" why="not_found_why" />
);

export const Failed = (props: Props) => <Message {...props} code={500} title="failed" why="failed_why" />;
