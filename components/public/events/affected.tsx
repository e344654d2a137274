import { StateIcon } from "#components/ui/icons.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { stateWord, word } from "#lib/domain/glossary.ts";
import { componentPath } from "#lib/domain/paths.ts";
import type { SnapshotComponent } from "#lib/domain/snapshot.ts";

type Props = { componentIds: string[]; components: SnapshotComponent[]; reader: Reader; withState?: boolean };

/** The components that an incident or maintenance touches; what is not on the page is not named. */
export function Affected({ componentIds, components, reader, withState = false }: Props) {
  const touched = components.filter((component) => componentIds.includes(component.id));
  if (touched.length === 0) return null;
  return (
    <ul className="affected" aria-label={word("affects", reader.language)}>
      {touched.map((component) => (
        <li key={component.id} className={withState ? component.state : undefined}>
          {withState && <StateIcon state={component.state} />}
          <a href={componentPath(reader.language, component.id)}>
            <Told noun={component} field="name" reader={reader} />
          </a>
          {withState && <span className="vh">{stateWord(component.state, reader.language)}</span>}
        </li>
      ))}
    </ul>
  );
}
