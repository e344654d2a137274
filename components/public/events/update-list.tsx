import { Excerpt, isLong } from "#components/ui/excerpt.tsx";
import { Markup } from "#components/ui/markup.tsx";
import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import type { PublicEvent } from "#lib/domain/history/months.ts";
import type { SnapshotComponent, SnapshotUpdate } from "#lib/domain/snapshot.ts";
import { EarlierTexts } from "./earlier-texts.tsx";
import { StateChanges } from "./state-changes.tsx";

export type Update = PublicEvent["updates"][number];

/** Longer texts stand in full on the page of their event only. */
const MAX_INLINE_LENGTH = 1_500;
const LONG_EXCERPT_LENGTH = 400;
/** Older ones stand on the page of their event. */
const MAX_FOLDED = 10;

type TextProps = {
  update: Update;
  /** The one before it: with the same status, this is a further word, not a step. */
  before?: Update | undefined;
  components: SnapshotComponent[];
  reader: Reader;
  topHeading?: 3 | 4 | 5;
  /** Where the whole text stands; without it, it stands here. */
  href?: string;
  /** Whether what was said belongs to a stage; an announcement has none. */
  withStage?: boolean;
};

/** One thing that was said: its status, when, what it changed, and the words. */
export function UpdateText({
  update,
  before,
  components,
  reader,
  topHeading = 4,
  href,
  withStage = true,
}: TextProps) {
  const isShort = href !== undefined && isLong({ noun: update, maxLength: MAX_INLINE_LENGTH, reader });
  return (
    <div className="update" id={href === undefined ? update.id : undefined}>
      <p className="said">
        {withStage && <strong>{labelOf(update, before, reader)}</strong>}
        <Moment at={update.displayAt} form="moment" reader={reader} />
        {update.editedAt && <em>{word("edited", reader.language)}</em>}
      </p>
      {isShort ? (
        <>
          <Excerpt noun={update} maxLength={LONG_EXCERPT_LENGTH} reader={reader} />
          <p>
            <a href={`${href}#${update.id}`}>{word("read_on", reader.language)}</a>
          </p>
        </>
      ) : (
        <Markup noun={update} topHeading={topHeading} reader={reader} />
      )}
      <StateChanges changes={update.affectedComponents} components={components} reader={reader} />
      {href === undefined && <EarlierTexts update={update} topHeading={topHeading} reader={reader} />}
    </div>
  );
}

const labelOf = (
  update: SnapshotUpdate<Update["status"]>,
  before: Update | undefined,
  { language }: Reader,
) => (before?.status === update.status ? word("update", language) : word(update.status, language));

type ListProps = {
  updates: Update[];
  components: SnapshotComponent[];
  reader: Reader;
  href: string;
  withStage?: boolean;
};

/** The newest update in full, earlier ones folded; those beyond the tenth are on the page of the event. */
export function Updates({ updates, components, reader, href, withStage = true }: ListProps) {
  const [newest, ...earlier] = updates;
  if (!newest) return null;
  const shared = { components, reader, href, withStage };
  return (
    <>
      <UpdateText update={newest} before={earlier[0]} {...shared} />
      {earlier.length > 0 && (
        <details className="earlier">
          <summary>{word("earlier_updates", reader.language, { count: earlier.length })}</summary>
          {earlier.slice(0, MAX_FOLDED).map((update, i) => (
            <UpdateText key={update.id} update={update} before={earlier[i + 1]} {...shared} />
          ))}
          {earlier.length > MAX_FOLDED && (
            <p className="update">
              <a href={href}>{word("all_updates", reader.language, { count: updates.length })}</a>
            </p>
          )}
        </details>
      )}
    </>
  );
}
