import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { word, wordAround } from "#lib/domain/glossary.ts";
import type { SnapshotComponent, SnapshotCorrection } from "#lib/domain/snapshot.ts";
import { Span } from "../events/window.tsx";

type Props = {
  corrections: readonly SnapshotCorrection[];
  components: SnapshotComponent[];
  reader: Reader;
  /** Whether each names its component: on pages of several. */
  withName?: boolean;
};

/** What was said afterwards of stretches of the past, with the reason: figures never change silently. */
export function Corrections({ corrections, components, reader, withName = false }: Props) {
  const { language } = reader;
  if (corrections.length === 0) return null;
  const [before, after] = wordAround("correction_made", language, "time");
  return (
    <section>
      <h2>{word("corrections", language)}</h2>
      <ul className="card corrected">
        {corrections.map((one) => {
          const component = components.find(({ id }) => id === one.componentId);
          return (
            <li key={one.id}>
              <p>
                <strong>{word(`corrected_${one.verdict}`, language)}</strong>
                {withName && component && (
                  <>
                    {" · "}
                    <Told noun={component} field="name" reader={reader} />
                  </>
                )}
                {" · "}
                <Span from={one.startedAt} until={one.endedAt} reader={reader} />
              </p>
              <p>{`${word("correction_reason", language)}: ${one.reason}`}</p>
              <p className="hint">
                {before}
                <Moment at={one.createdAt} form="full" reader={reader} />
                {after}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
