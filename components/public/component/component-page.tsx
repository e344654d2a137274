import { StateIcon } from "#components/ui/icons.tsx";
import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { stateWord, word, wordAround } from "#lib/domain/glossary.ts";
import type { LatencyPoint } from "#lib/domain/history/latency.ts";
import { openIncidents, runningMaintenances } from "#lib/domain/overall.ts";
import { statusPath } from "#lib/domain/paths.ts";
import type { Snapshot, SnapshotComponent } from "#lib/domain/snapshot.ts";
import { Corrections } from "../calendar/corrections.tsx";
import { IncidentCard } from "../events/incident-card.tsx";
import { MaintenanceCard } from "../events/maintenance-card.tsx";
import { Axis } from "../status/component-list.tsx";
import { BarLink } from "../status/component-row.tsx";
import { Legend } from "../status/legend.tsx";
import { AsOf } from "../status/overall.tsx";
import { ComponentFigures } from "./component-figures.tsx";
import { ResponseTimes } from "./response-times.tsx";

export type Latency = { hours: LatencyPoint[]; days: LatencyPoint[] };

type Props = {
  snapshot: Snapshot;
  component: SnapshotComponent;
  reader: Reader;
  /** null while the measurements cannot be read. */
  latency: Latency | null;
};

/** One component: how it is and since when, its 90 days, its figures, how fast it answers. */
export function ComponentPage({ snapshot, component, reader, latency }: Props) {
  const { language } = reader;
  return (
    <>
      <p className="back">
        <a href={statusPath(language)}>{`← ${word("back_to_status", language)}`}</a>
      </p>
      <ComponentHead component={component} asOf={snapshot.asOf} reader={reader} />
      <Events snapshot={snapshot} component={component} reader={reader} />
      <section>
        <h2>{word("uptime", language)}</h2>
        <div className="card group">
          <div className="row">
            <BarLink noun={component} reader={reader} />
          </div>
          <Axis reader={reader} />
        </div>
        <Legend language={language} />
        <ComponentFigures component={component} reader={reader} />
      </section>
      <Corrections
        corrections={snapshot.corrections.filter(({ componentId }) => componentId === component.id)}
        components={snapshot.components}
        reader={reader}
      />
      <ResponseTimes latency={latency} reader={reader} />
    </>
  );
}

type HeadProps = { component: SnapshotComponent; asOf: string; reader: Reader };

function ComponentHead({ component, asOf, reader }: HeadProps) {
  const { language } = reader;
  const { state, since, data, wireState } = component;
  const [before, after] = wordAround("since", language, "time");
  return (
    <section className={`overall tint ${state}`} data-line={state}>
      <StateIcon state={state} />
      <div>
        <h1>
          <Told noun={component} field="name" reader={reader} />
        </h1>
        <p>
          <strong className="now">{stateWord(state, language)}</strong>
          {since && (
            <>
              {` · ${before}`}
              <Moment at={since} form="full" reader={reader} />
              {after}
            </>
          )}
          {state === "unknown" &&
            data === "stale" &&
            ` · ${word("last_known", language, { state: stateWord(wireState, language) })}`}
        </p>
        {component.description && (
          <p>
            <Told noun={component} field="description" reader={reader} />
          </p>
        )}
        {component.overridden && <p>{word("overridden", language)}</p>}
        <AsOf asOf={asOf} reader={reader} />
      </div>
    </section>
  );
}

function Events({ snapshot, component, reader }: Omit<Props, "latency">) {
  const touches = (one: { componentIds: string[] }) => one.componentIds.includes(component.id);
  const { components } = snapshot;
  const incidents = openIncidents(snapshot).filter(touches);
  const maintenances = runningMaintenances(snapshot).filter(touches);
  return (
    <>
      {incidents.length > 0 && <h2>{word("active_incidents", reader.language)}</h2>}
      {incidents.map((incident) => (
        <IncidentCard key={incident.id} incident={incident} components={components} reader={reader} />
      ))}
      {maintenances.length > 0 && <h2>{word("running_maintenance", reader.language)}</h2>}
      {maintenances.map((one) => (
        <MaintenanceCard key={one.id} maintenance={one} components={components} reader={reader} />
      ))}
    </>
  );
}
