import { StateIcon } from "#components/ui/icons.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import type { SnapshotComponent, SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import { Affected } from "./affected.tsx";
import { eventPath, kindWord } from "./event-looks.ts";
import { Updates } from "./update-list.tsx";
import { MaintenanceWindow, Overrun } from "./window.tsx";

type Props = { maintenance: SnapshotMaintenance; components: SnapshotComponent[]; reader: Reader };

/** Maintenance, running or coming up: calm and factual, with its whole window; a cancelled one is crossed out. */
export function MaintenanceCard({ maintenance, components, reader }: Props) {
  const isRunning = maintenance.status !== "scheduled" && !maintenance.cancelledAt;
  const href = eventPath(maintenance, reader);
  return (
    <article
      className={`card event ${isRunning ? "under_maintenance" : "planned"}`}
      id={maintenance.id}
      data-line={maintenance.updatedAt}
    >
      <header className={isRunning ? "tint" : undefined}>
        <StateIcon state="under_maintenance" />
        <h3>
          <a href={href}>
            <Told noun={maintenance} field="name" reader={reader} />
          </a>
        </h3>
        <p>{kindWord(maintenance, reader)}</p>
      </header>
      <p className="window">
        <MaintenanceWindow maintenance={maintenance} reader={reader} />
      </p>
      <Overrun maintenance={maintenance} reader={reader} />
      <Affected componentIds={maintenance.componentIds} components={components} reader={reader} />
      <Updates updates={maintenance.updates} components={components} reader={reader} href={href} />
    </article>
  );
}
