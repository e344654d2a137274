import { DayBar } from "#components/ui/day-bar.tsx";
import { UptimeFigure } from "#components/ui/figure.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { StateLabel } from "#components/ui/state-label.tsx";
import { Told, toldText } from "#components/ui/told.tsx";
import { isTroubled } from "#lib/domain/day-mark.ts";
import { stateWord, word } from "#lib/domain/glossary.ts";
import { shownPercent } from "#lib/domain/moments.ts";
import { anchorOf, componentPath, uptimePath } from "#lib/domain/paths.ts";
import type { SnapshotComponent, SnapshotGroup } from "#lib/domain/snapshot.ts";

/** One line of the page: what it is, how it is, and its 90 days. `data-line` lets live.js mark it when it changes. */
export function ComponentRow({ component, reader }: { component: SnapshotComponent; reader: Reader }) {
  const { language } = reader;
  return (
    <li className="row" id={component.id} data-line={component.state}>
      <a className="name" href={componentPath(language, component.id)}>
        <Told noun={component} field="name" reader={reader} />
      </a>
      <UptimeFigure uptime={component.uptime90d} coverage={component.coverage90d} language={language} />
      <StateLabel state={component.state} language={language} />
      {component.data === "stale" && component.state === "unknown" && (
        <p className="hint">
          {word("last_known", language, { state: stateWord(component.wireState, language) })}
        </p>
      )}
      <BarLink noun={component} reader={reader} />
    </li>
  );
}

type Measured = SnapshotComponent | SnapshotGroup;

/** The bar leads to its table form, the calendar; with scripts it is also a scrubber over the days. */
export function BarLink({ noun, reader }: { noun: Measured; reader: Reader }) {
  const { language } = reader;
  const figure =
    noun.uptime90d === null
      ? word("not_measured", language)
      : word("percent", language, { value: shownPercent(noun.uptime90d) });
  const count = noun.days.filter(isTroubled).length;
  return (
    <a
      className="bar"
      href={`${uptimePath(language)}#${anchorOf(noun.id)}`}
      data-id={noun.id}
      aria-label={word("bar_summary", language, { name: toldText(noun, reader), figure, count })}
    >
      <DayBar days={noun.days} />
    </a>
  );
}
