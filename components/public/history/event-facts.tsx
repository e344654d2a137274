import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import { isMaintenance, type PublicEvent } from "#lib/domain/history/months.ts";
import type { SnapshotIncident, SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import { isAnnouncement, lastedText } from "../events/event-looks.ts";
import { Fact } from "../events/fact.tsx";
import { NextUpdate } from "../events/next-update.tsx";
import { MaintenanceWindow, Span } from "../events/window.tsx";

/** When it began and ended, how long it took, when we speak next. */
export function EventFacts({ event, reader }: { event: PublicEvent; reader: Reader }) {
  return (
    <dl className="facts">
      {isMaintenance(event) ? (
        <WindowFacts maintenance={event} reader={reader} />
      ) : (
        <IncidentFacts incident={event} reader={reader} />
      )}
    </dl>
  );
}

function IncidentFacts({ incident, reader }: { incident: SnapshotIncident; reader: Reader }) {
  const { language } = reader;
  const { startedAt, resolvedAt } = incident;
  if (isAnnouncement(incident))
    return (
      <Fact term={word("told_at", language)}>
        <Moment at={startedAt} form="full" reader={reader} />
      </Fact>
    );
  return (
    <>
      <Fact term={word("began", language)}>
        <Moment at={startedAt} form="full" reader={reader} />
      </Fact>
      {resolvedAt && (
        <Fact term={word("ended_at", language)}>
          <Moment at={resolvedAt} form="full" reader={reader} />
        </Fact>
      )}
      <Fact term={word("duration", language)}>{lastedText(incident, reader)}</Fact>
      <NextUpdate incident={incident} reader={reader} />
    </>
  );
}

function WindowFacts({ maintenance, reader }: { maintenance: SnapshotMaintenance; reader: Reader }) {
  const { language } = reader;
  const { startedAt, resolvedAt, cancelledAt, noticeAt, scheduledFor, scheduledUntil } = maintenance;
  const isOther = startedAt !== scheduledFor || resolvedAt !== scheduledUntil;
  return (
    <>
      <Fact term={word("planned_window", language)}>
        <MaintenanceWindow maintenance={maintenance} reader={reader} />
      </Fact>
      {resolvedAt && !cancelledAt && isOther && (
        <Fact term={word("actual_window", language)}>
          <Span from={startedAt} until={resolvedAt} reader={reader} />
        </Fact>
      )}
      {cancelledAt && (
        <Fact term={word("cancelled", language)}>
          <Moment at={cancelledAt} form="full" reader={reader} />
        </Fact>
      )}
      {noticeAt && (
        <Fact term={word("told_at", language)}>
          <Moment at={noticeAt} form="full" reader={reader} />
        </Fact>
      )}
    </>
  );
}
