import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { word, wordAround } from "#lib/domain/glossary.ts";

/** On every page of a demo, so that nobody takes simulated trouble for real. */
export function DemoNotice({ reader }: { reader: Reader }) {
  return <p className="notice demo">{word("demo", reader.language)}</p>;
}

/** While the database is away the figures stand still; readers must know since when. */
export function DatabaseNotice({ asOf, reader }: { asOf: string; reader: Reader }) {
  const [before, after] = wordAround("database_away", reader.language, "time");
  return (
    <p className="notice away">
      {before}
      <Moment at={asOf} form="full" reader={reader} />
      {after}
    </p>
  );
}
