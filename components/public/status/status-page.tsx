import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import {
  isContradicted,
  openAnnouncements,
  openIncidents,
  plannedMaintenances,
  runningMaintenances,
} from "#lib/domain/overall.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { EventLine } from "../events/event-line.tsx";
import { IncidentCard } from "../events/incident-card.tsx";
import { MaintenanceCard } from "../events/maintenance-card.tsx";
import { PastIncidents } from "../events/past-incidents.tsx";
import { SloStrip } from "../slo/slo-strip.tsx";
import { ComponentList } from "./component-list.tsx";
import { Overall } from "./overall.tsx";

/** So many open incidents are told in full; the others in a line each. */
const MAX_CARDS = 10;

/** The page itself, top to bottom: the whole, what is wrong now, what is coming, every component, what was. */
export function StatusPage({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  const overall = <Overall snapshot={snapshot} reader={reader} />;
  const incidents = <ActiveIncidents snapshot={snapshot} reader={reader} />;
  const isIncidentFirst = isContradicted(snapshot);
  return (
    <>
      {isIncidentFirst ? incidents : overall}
      {isIncidentFirst ? overall : incidents}
      <Announcements snapshot={snapshot} reader={reader} />
      <Maintenance snapshot={snapshot} reader={reader} />
      <ComponentList snapshot={snapshot} reader={reader} />
      <SloStrip snapshot={snapshot} reader={reader} />
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
      {incidents.slice(0, MAX_CARDS).map((incident) => (
        <IncidentCard
          key={incident.id}
          incident={incident}
          components={snapshot.components}
          reader={reader}
        />
      ))}
      {incidents.length > MAX_CARDS && (
        <details className="card more" open>
          <summary>
            {word("more_incidents", reader.language, { count: incidents.length - MAX_CARDS })}
          </summary>
          {incidents.slice(MAX_CARDS).map((incident) => (
            <EventLine
              key={incident.id}
              event={incident}
              components={snapshot.components}
              reader={reader}
              level={3}
            />
          ))}
        </details>
      )}
    </section>
  );
}

function Announcements({ snapshot, reader }: { snapshot: Snapshot; reader: Reader }) {
  const announcements = openAnnouncements(snapshot);
  if (announcements.length === 0) return null;
  return (
    <section>
      <h2>{word("announcements", reader.language)}</h2>
      {announcements.slice(0, MAX_CARDS).map((one) => (
        <IncidentCard key={one.id} incident={one} components={snapshot.components} reader={reader} />
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
