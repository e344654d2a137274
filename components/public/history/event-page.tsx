import { Markup } from "#components/ui/markup.tsx";
import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { word, wordAround } from "#lib/domain/glossary.ts";
import { eventAt, isMaintenance, isOver, type PublicEvent } from "#lib/domain/history/months.ts";
import { monthText } from "#lib/domain/moments.ts";
import { historyPath, statusPath, subscribePath } from "#lib/domain/paths.ts";
import type { Snapshot, SnapshotComponent, SnapshotIncident } from "#lib/domain/snapshot.ts";
import { dayOf } from "#lib/domain/status/calendar.ts";
import { Affected } from "../events/affected.tsx";
import { isAnnouncement } from "../events/event-looks.ts";
import { UpdateText } from "../events/update-list.tsx";
import { EventFacts } from "./event-facts.tsx";
import { EventHead } from "./event-head.tsx";

type Props = { snapshot: Snapshot; event: PublicEvent; reader: Reader };

/** One incident, announcement or window from begin to end: what it was, what was learnt, all that was said of it. */
export function EventPage({ snapshot, event, reader }: Props) {
  const { language } = reader;
  const { components } = snapshot;
  const month = dayOf(eventAt(event), reader.timeZone).slice(0, 7);
  return (
    <>
      <p className="back">
        <a href={statusPath(language)}>{`← ${word("back_to_status", language)}`}</a>
      </p>
      <EventHead event={event} asOf={snapshot.asOf} reader={reader} />
      <EventFacts event={event} reader={reader} />
      {!isOver(event) && (
        <p className="on">
          <a className="button quiet" href={subscribePath(language, event.id)}>
            {word(isMaintenance(event) ? "follow_window" : "follow", language)}
          </a>
        </p>
      )}
      {event.componentIds.length > 0 && (
        <section className="touched">
          <h2>{word("affected_components", language)}</h2>
          <Affected
            componentIds={event.componentIds}
            components={components}
            reader={reader}
            withState={!isOver(event)}
          />
        </section>
      )}
      {!isMaintenance(event) && <PostMortem incident={event} reader={reader} />}
      <AllUpdates event={event} components={components} reader={reader} />
      <p className="on">
        <a
          href={historyPath(language, month)}
        >{`${word("history", language)}: ${monthText(month, language)}`}</a>
      </p>
    </>
  );
}

function AllUpdates({
  event,
  components,
  reader,
}: Omit<Props, "snapshot"> & { components: SnapshotComponent[] }) {
  const { updates } = event;
  return (
    <section>
      <h2>{word("updates", reader.language)}</h2>
      <div className="card told">
        {updates.map((update, i) => (
          <UpdateText
            key={update.id}
            update={update}
            before={updates[i + 1]}
            components={components}
            reader={reader}
            topHeading={3}
            withStage={!isAnnouncement(event)}
          />
        ))}
      </div>
    </section>
  );
}

function PostMortem({ incident, reader }: { incident: SnapshotIncident; reader: Reader }) {
  const { postmortem } = incident;
  if (!postmortem) return null;
  const [before, after] = wordAround("postmortem_at", reader.language, "time");
  return (
    <section>
      <h2 id="postmortem">{word("postmortem", reader.language)}</h2>
      <div className="card told">
        <div className="update">
          <p className="said">
            <span className="hint">
              {before}
              <Moment at={postmortem.publishedAt} form="full" reader={reader} />
              {after}
            </span>
          </p>
          <Markup noun={postmortem} topHeading={3} reader={reader} />
        </div>
      </div>
    </section>
  );
}
