import { Excerpt } from "#components/ui/excerpt.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { word } from "#lib/domain/glossary.ts";
import { isMaintenance, isOver, type PublicEvent } from "#lib/domain/history/months.ts";
import type { SnapshotComponent } from "#lib/domain/snapshot.ts";
import { Affected } from "./affected.tsx";
import { daysOf } from "./days-of.ts";
import { EventIcon } from "./event-icon.tsx";
import { eventPath, isAnnouncement, kindWord, lastedText, toneOf } from "./event-looks.ts";
import { MaintenanceWindow } from "./window.tsx";

const EXCERPT_LENGTH = 160;

type Props = {
  event: PublicEvent;
  components: SnapshotComponent[];
  reader: Reader;
  /** Level of its heading. */
  level: 3 | 4;
  withComponents?: boolean;
};

/** One event among others: what it was, how long, and how the last word about it begins. Its page tells the rest. */
export function EventLine({ event, components, reader, level, withComponents = false }: Props) {
  const Heading = `h${level}` as const;
  const [newest] = event.updates;
  return (
    <article
      id={event.id}
      className={`line ${isAnnouncement(event) ? "announcement" : toneOf(event)}`}
      {...daysOf(event, components, reader)}
    >
      <Heading>
        <EventIcon event={event} />
        <a href={eventPath(event, reader)}>
          <Told noun={event} field="name" reader={reader} />
        </a>
      </Heading>
      <p className="hint">
        <Facts event={event} reader={reader} />
      </p>
      {withComponents && (
        <Affected componentIds={event.componentIds} components={components} reader={reader} />
      )}
      {newest && <Excerpt noun={newest} maxLength={EXCERPT_LENGTH} reader={reader} />}
    </article>
  );
}

/** Kind, how long it lasted or its window, and whether it goes on. */
function Facts({ event, reader }: { event: PublicEvent; reader: Reader }) {
  const { language } = reader;
  const kind = kindWord(event, reader);
  if (isMaintenance(event))
    return (
      <>
        {kind}
        {" · "}
        <MaintenanceWindow maintenance={event} reader={reader} />
      </>
    );
  if (isAnnouncement(event)) return kind;
  const duration = lastedText(event, reader);
  return isOver(event)
    ? `${kind} · ${word("lasted", language, { duration })}`
    : `${kind} · ${duration} · ${word(event.status, language)}`;
}
