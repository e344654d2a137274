import { StateIcon } from "#components/ui/icons.tsx";
import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { word } from "#lib/domain/glossary.ts";
import { durationText, momentText } from "#lib/domain/moments.ts";
import type { SnapshotComponent, SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import { dayOf } from "#lib/domain/status/calendar.ts";
import { Affected } from "./affected.tsx";
import { Updates } from "./update-list.tsx";

type Props = { maintenance: SnapshotMaintenance; components: SnapshotComponent[]; reader: Reader };

/** Maintenance, running or coming up: calm and factual, with its whole window. */
export function MaintenanceCard({ maintenance, components, reader }: Props) {
  const { language } = reader;
  const isRunning = maintenance.status !== "scheduled";
  return (
    <article
      className={`card event ${isRunning ? "under_maintenance" : "planned"}`}
      id={maintenance.id}
      data-line={maintenance.updatedAt}
    >
      <header className={isRunning ? "tint" : undefined}>
        <StateIcon state="under_maintenance" />
        <h3>
          <Told noun={maintenance} field="name" reader={reader} />
        </h3>
        <p>{word(maintenance.status, language)}</p>
      </header>
      <p className="window">
        <MaintenanceWindow maintenance={maintenance} reader={reader} />
      </p>
      <Affected componentIds={maintenance.componentIds} components={components} reader={reader} />
      <Updates updates={maintenance.updates} reader={reader} />
    </article>
  );
}

function MaintenanceWindow({ maintenance, reader }: { maintenance: SnapshotMaintenance; reader: Reader }) {
  const { scheduledFor, scheduledUntil } = maintenance;
  const [from, until] = [Date.parse(scheduledFor), Date.parse(scheduledUntil)];
  const isOneDay = dayOf(from, reader.timeZone) === dayOf(until, reader.timeZone);
  const fromText = momentText(from, "moment", reader.timeZone, reader.language);
  const zone = fromText.slice(fromText.lastIndexOf(" "));
  return (
    <>
      <time dateTime={scheduledFor}>{fromText.slice(0, -zone.length)}</time>
      {" – "}
      <Moment at={scheduledUntil} form={isOneDay ? "time" : "moment"} reader={reader} />
      {` (${durationText((until - from) / 1000, reader.language, { withDays: true })})`}
    </>
  );
}
