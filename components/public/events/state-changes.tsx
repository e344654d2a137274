import { StateIcon } from "#components/ui/icons.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { stateWord, word } from "#lib/domain/glossary.ts";
import type { SnapshotComponent } from "#lib/domain/snapshot.ts";
import type { Update } from "./update-list.tsx";

type Props = { changes: Update["affectedComponents"]; components: SnapshotComponent[]; reader: Reader };

/** What an update said of components: each with its state before and after. */
export function StateChanges({ changes, components, reader }: Props) {
  const { language } = reader;
  if (!changes?.length) return null;
  return (
    <ul className="changes" aria-label={word("affected_components", language)}>
      {changes.map(({ id, name, oldState, newState }) => {
        const component = components.find((one) => one.id === id);
        return (
          <li key={id} className={newState}>
            <StateIcon state={newState} />
            {component ? <Told noun={component} field="name" reader={reader} /> : name}
            <span className="hint">
              {oldState === newState
                ? stateWord(newState, language)
                : `${stateWord(oldState, language)} → ${stateWord(newState, language)}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
