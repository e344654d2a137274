import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import {
  isContradicted,
  openIncidents,
  plannedMaintenances,
  runningMaintenances,
} from "#lib/domain/overall.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { IncidentCard } from "../events/incident-card.tsx";
import { MaintenanceCard } from "../events/maintenance-card.tsx";
import { PastIncidents } from "../events/past-incidents.tsx";
import { ComponentList } from "./component-list.tsx";
import { Overall } from "./overall.tsx";

/** The page itself, top to bottom: the whole, what is wrong now, what is coming, every component, what was. */
export function StatusPage({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  const overall = <Overall snapshot={snapshot} reader={reader} />;
  const incidents = <ActiveIncidents snapshot={snapshot} reader={reader} />;
  const isIncidentFirst = isContradicted(snapshot);
  return (
    <>
      {isIncidentFirst ? incidents : overall}
      {isIncidentFirst ? overall : incidents}
      <Maintenance snapshot={snapshot} reader={reader} />
      <ComponentList snapshot={snapshot} reader={reader} />
      <PastIncidents snapshot={snapshot} reader={reader} />
    </>
  );
}

function ActiveIncidents({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  const incidents = openIncidents(snapshot);
  if (incidents.length === 0) return null;
  return (
    <section>
      <h2>{word("active_incidents", reader.language)}</h2>
      {incidents.map((incident) => (
        <IncidentCard
          key={incident.id}
          incident={incident}
          components={snapshot.components}
          reader={reader}
        />
      ))}
    </section>
  );
}

function Maintenance({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  const blocks = [
    { key: "running_maintenance", list: runningMaintenances(snapshot) },
    { key: "planned_maintenance", list: plannedMaintenances(snapshot) },
  ] as const;
  return blocks
    .filter(({ list }) => list.length > 0)
    .map(({ key, list }) => (
      <section key={key}>
        <h2>{word(key, reader.language)}</h2>
        {list.map((maintenance) => (
          <MaintenanceCard
            key={maintenance.id}
            maintenance={maintenance}
            components={snapshot.components}
            reader={reader}
          />
        ))}
      </section>
    ));
}
