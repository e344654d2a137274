import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { word, wordAround } from "#lib/domain/glossary.ts";
import { isMaintenance, isOver, type PublicEvent } from "#lib/domain/history/months.ts";
import { EventIcon } from "../events/event-icon.tsx";
import { isAnnouncement, kindWord, toneOf } from "../events/event-looks.ts";
import { Overrun } from "../events/window.tsx";
import { AsOf } from "../status/overall.tsx";

type Props = { event: PublicEvent; asOf: string; reader: Reader };

/** Name and present stage. Tinted only while it goes on: what is over is told calmly. */
export function EventHead({ event, asOf, reader }: Props) {
  const { language } = reader;
  const isDone = isOver(event) && !(isMaintenance(event) && event.cancelledAt);
  const isCalm = isOver(event) || isAnnouncement(event) || event.status === "scheduled";
  return (
    <section
      className={`overall ${isCalm ? "card" : "tint"} ${isAnnouncement(event) ? "announcement" : toneOf(event)}${isDone ? "" : " going"}`}
      data-line={event.updatedAt}
    >
      <EventIcon event={event} />
      <div>
        <h1>
          <Told noun={event} field="name" reader={reader} />
        </h1>
        <p>
          <strong className="now">{stageWord(event, reader)}</strong>
          {stageWord(event, reader) !== kindWord(event, reader) && ` · ${kindWord(event, reader)}`}
        </p>
        <EarlierNames event={event} reader={reader} />
        {isMaintenance(event) && <Overrun maintenance={event} reader={reader} />}
        {!isMaintenance(event) && event.isBackfilled && (
          <p className="hint">{word("backfilled", language)}</p>
        )}
        {!isOver(event) && <AsOf asOf={asOf} reader={reader} />}
      </div>
    </section>
  );
}

/** How far it is: of an announcement that is over, only that. */
function stageWord(event: PublicEvent, reader: Reader): string {
  if (isAnnouncement(event)) return word(isOver(event) ? "ended" : "announcement", reader.language);
  if (isMaintenance(event)) return kindWord(event, reader);
  return word(event.status === "postmortem" ? "resolved" : event.status, reader.language);
}

function EarlierNames({ event, reader }: Omit<Props, "asOf">) {
  if (event.earlierNames.length === 0) return null;
  const [before, after] = wordAround("replaced_at", reader.language, "time");
  return (
    <details className="earlier-names">
      <summary>{`${word("edited", reader.language)}: ${word("earlier_names", reader.language)}`}</summary>
      <ul>
        {event.earlierNames.map((one) => (
          <li key={one.replacedAt}>
            <Told noun={one} field="name" reader={reader} />
            <span className="hint">
              {` (${before}`}
              <Moment at={one.replacedAt} form="moment" reader={reader} />
              {`${after})`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
