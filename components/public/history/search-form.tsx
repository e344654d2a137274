import type { Reader } from "#components/ui/reader.ts";
import { toldText } from "#components/ui/told.tsx";
import { word } from "#lib/domain/glossary.ts";
import { historyPath } from "#lib/domain/paths.ts";
import { sectionsOf } from "#lib/domain/sections.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";

/** Longest text that is looked for. */
const MAX_LENGTH = 100;

type Props = {
  snapshot: Snapshot;
  reader: Reader;
  /** What was asked. */
  q?: string;
  componentId?: string | null;
};

/** Words and a component to look for in all that was published; works without scripts. */
export function SearchForm({ snapshot, reader, q = "", componentId = null }: Props) {
  const { language } = reader;
  return (
    <search>
      <form className="search" action={historyPath(language)}>
        <label>
          <span>{word("search_text", language)}</span>
          <input type="search" name="q" defaultValue={q} maxLength={MAX_LENGTH} autoComplete="off" />
        </label>
        <label>
          <span>{word("search_component", language)}</span>
          <select name="component" defaultValue={componentId ?? ""}>
            <option value="">{word("all_components", language)}</option>
            {sectionsOf(snapshot).flatMap(({ components }) =>
              components.map((component) => (
                <option key={component.id} value={component.id}>
                  {toldText(component, reader)}
                </option>
              )),
            )}
          </select>
        </label>
        <button type="submit" className="button">
          {word("search", language)}
        </button>
      </form>
    </search>
  );
}
