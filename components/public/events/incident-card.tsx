import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { word } from "#lib/domain/glossary.ts";
import type { SnapshotComponent, SnapshotIncident } from "#lib/domain/snapshot.ts";
import { Affected } from "./affected.tsx";
import { daysOf } from "./days-of.ts";
import { EventIcon } from "./event-icon.tsx";
import { eventPath, isAnnouncement, kindWord, toneOf } from "./event-looks.ts";
import { Fact } from "./fact.tsx";
import { NextUpdate } from "./next-update.tsx";
import { Updates } from "./update-list.tsx";

type Props = { incident: SnapshotIncident; components: SnapshotComponent[]; reader: Reader };

/** An open incident: what is affected, since when, what is being done, when we speak next. Announcements just speak. */
export function IncidentCard({ incident, components, reader }: Props) {
  const isCalm = isAnnouncement(incident);
  const href = eventPath(incident, reader);
  return (
    <article
      className={`card event ${isCalm ? "announcement" : toneOf(incident)}`}
      id={incident.id}
      data-line={incident.updatedAt}
      {...daysOf(incident, components, reader)}
    >
      <header className={isCalm ? undefined : "tint"}>
        <EventIcon event={incident} />
        <h3>
          <a href={href}>
            <Told noun={incident} field="name" reader={reader} />
          </a>
        </h3>
        <p>{kindWord(incident, reader)}</p>
      </header>
      {!isCalm && (
        <dl>
          <Fact term={word("began", reader.language)}>
            <Moment at={incident.startedAt} form="moment" reader={reader} />
          </Fact>
          <NextUpdate incident={incident} reader={reader} />
        </dl>
      )}
      <Affected componentIds={incident.componentIds} components={components} reader={reader} withState />
      <Updates
        updates={incident.updates}
        components={components}
        reader={reader}
        href={href}
        withStage={!isCalm}
      />
    </article>
  );
}
