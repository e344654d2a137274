import { DayBar } from "#components/ui/day-bar.tsx";
import { UptimeFigure } from "#components/ui/figure.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { StateLabel } from "#components/ui/state-label.tsx";
import { Told } from "#components/ui/told.tsx";
import { word } from "#lib/domain/glossary.ts";
import { type Section, sectionsOf } from "#lib/domain/sections.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { ComponentRow } from "./component-row.tsx";
import { Legend } from "./legend.tsx";

export function ComponentList({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  const sections = sectionsOf(snapshot);
  if (sections.length === 0) return null;
  return (
    <section>
      <h2>{word("current_state", reader.language)}</h2>
      {sections.map((section) =>
        section.group ? (
          <Group key={section.group.id} section={section} reader={reader} />
        ) : (
          <div key={section.components[0]?.id} className="card group">
            <Rows section={section} reader={reader} />
          </div>
        ),
      )}
      <Legend language={reader.language} />
    </section>
  );
}

/** Folding is the reader's: live.js never opens or closes a group that is on the screen. */
function Group({ section, reader }: { section: Section; reader: Reader }) {
  const { group, isFolded, state } = section;
  if (!group) return null;
  return (
    <details className="card group" id={group.id} open={!isFolded} data-line={isFolded ? state : undefined}>
      <summary>
        <h3>
          <Told noun={group} field="name" reader={reader} />
        </h3>
        {isFolded && (
          <>
            <UptimeFigure uptime={group.uptime90d} coverage={group.coverage90d} language={reader.language} />
            <StateLabel state={state} language={reader.language} />
            <span className="bar" data-id={group.id}>
              <DayBar days={group.days} />
            </span>
          </>
        )}
      </summary>
      {group.description && (
        <p className="hint">
          <Told noun={group} field="description" reader={reader} />
        </p>
      )}
      <Rows section={section} reader={reader} />
    </details>
  );
}

function Rows({ section, reader }: { section: Section; reader: Reader }) {
  return (
    <>
      <ul>
        {section.components.map((component) => (
          <ComponentRow key={component.id} component={component} reader={reader} />
        ))}
      </ul>
      <Axis reader={reader} />
    </>
  );
}

/** All bars of a block share one axis of time. */
export function Axis({ reader }: { reader: Reader }) {
  return (
    <p className="axis" aria-hidden="true">
      <span>{word("days_ago_90", reader.language)}</span>
      <span>{word("today", reader.language)}</span>
    </p>
  );
}
