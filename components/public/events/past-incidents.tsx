import { StateIcon } from "#components/ui/icons.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { word } from "#lib/domain/glossary.ts";
import { type PastStretch, pastStretches } from "#lib/domain/history/past-days.ts";
import { dayText, durationText } from "#lib/domain/moments.ts";
import { openIncidents } from "#lib/domain/overall.ts";
import type { Snapshot, SnapshotComponent, SnapshotIncident } from "#lib/domain/snapshot.ts";
import { daysOf } from "./days-of.ts";
import { IMPACT_TONES } from "./incident-card.tsx";
import { UpdateText } from "./update-list.tsx";

/** Closed incidents of the last 14 days, by day. A page that never had an incident says nothing about them. */
export function PastIncidents({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  if (snapshot.incidents.length === 0) return null;
  const isOpen = openIncidents(snapshot).length > 0;
  const stretches = pastStretches(snapshot);
  const isQuiet = stretches.every((stretch) => stretch.incidents.length === 0);
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
    </section>
  );
}

type StretchProps = { stretch: PastStretch; isOpen: boolean; snapshot: Snapshot; reader: Reader };

function Stretch({ stretch, isOpen, snapshot, reader }: StretchProps) {
  const { language } = reader;
  const { from, until, incidents } = stretch;
  const days =
    from === until ? dayText(from, language) : `${dayText(from, language)} – ${dayText(until, language)}`;
  return (
    <div className="stretch">
      <h3>{days}</h3>
      {incidents.length === 0 && <p>{word(isOpen ? "no_other_incidents" : "no_incidents", language)}</p>}
      {incidents.map((incident) => (
        <PastIncident
          key={incident.id}
          incident={incident}
          components={snapshot.components}
          reader={reader}
        />
      ))}
    </div>
  );
}

type PastProps = { incident: SnapshotIncident; components: SnapshotComponent[]; reader: Reader };

function PastIncident({ incident, components, reader }: PastProps) {
  const { language } = reader;
  const { resolvedAt, startedAt, updates } = incident;
  const seconds = resolvedAt ? (Date.parse(resolvedAt) - Date.parse(startedAt)) / 1000 : null;
  return (
    <article
      id={incident.id}
      className={IMPACT_TONES[incident.impact]}
      {...daysOf(incident, components, reader)}
    >
      <h4>
        <StateIcon state={IMPACT_TONES[incident.impact]} />
        <Told noun={incident} field="name" reader={reader} />
      </h4>
      <p className="hint">
        {word(`impact_${incident.impact}`, language)}
        {seconds !== null && ` · ${word("lasted", language, { duration: durationText(seconds, language) })}`}
      </p>
      <details>
        <summary>{word("all_updates", language, { count: updates.length })}</summary>
        {updates.map((update) => (
          <UpdateText key={update.id} update={update} reader={reader} />
        ))}
      </details>
    </article>
  );
}
