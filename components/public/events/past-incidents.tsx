import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import { type PastStretch, pastStretches } from "#lib/domain/history/past-days.ts";
import { dayText } from "#lib/domain/moments.ts";
import { openIncidents } from "#lib/domain/overall.ts";
import { historyPath } from "#lib/domain/paths.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { EventLine } from "./event-line.tsx";

/** What is over of the last 14 days, by day. A page that never had an incident says nothing about them. */
export function PastIncidents({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  if (snapshot.incidents.length + snapshot.maintenances.length === 0) return null;
  const isOpen = openIncidents(snapshot).length > 0;
  const stretches = pastStretches(snapshot);
  const isQuiet = stretches.every((stretch) => stretch.events.length === 0);
  return (
    <section className="past">
      <h2>{word("past_incidents", reader.language)}</h2>
      {isQuiet ? (
        <p>{word(isOpen ? "no_other_incidents_14" : "no_incidents_14", reader.language)}</p>
      ) : (
        stretches.map((stretch) => (
          <Stretch
            key={stretch.until}
            stretch={stretch}
            isOpen={isOpen}
            snapshot={snapshot}
            reader={reader}
          />
        ))
      )}
      <p className="on">
        <a href={historyPath(reader.language)}>{word("see_history", reader.language)}</a>
      </p>
    </section>
  );
}

type StretchProps = { stretch: PastStretch; isOpen: boolean; snapshot: Snapshot; reader: Reader };

function Stretch({ stretch, isOpen, snapshot, reader }: StretchProps) {
  const { language } = reader;
  const { from, until, events } = stretch;
  const days =
    from === until ? dayText(from, language) : `${dayText(from, language)} – ${dayText(until, language)}`;
  return (
    <div className="stretch">
      <h3>{days}</h3>
      {events.length === 0 && <p>{word(isOpen ? "no_other_incidents" : "no_incidents", language)}</p>}
      {events.map((event) => (
        <EventLine key={event.id} event={event} components={snapshot.components} reader={reader} level={4} />
      ))}
    </div>
  );
}
