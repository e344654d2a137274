import { StateIcon } from "#components/ui/icons.tsx";
import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told } from "#components/ui/told.tsx";
import { word } from "#lib/domain/glossary.ts";
import { durationText } from "#lib/domain/moments.ts";
import type { Impact, SnapshotComponent, SnapshotIncident } from "#lib/domain/snapshot.ts";
import type { State } from "#lib/domain/status/state.ts";
import { Affected } from "./affected.tsx";
import { daysOf } from "./days-of.ts";
import { Updates } from "./update-list.tsx";

export const IMPACT_TONES: Record<Impact, State> = {
  none: "unknown",
  minor: "degraded_performance",
  major: "partial_outage",
  critical: "major_outage",
  maintenance: "under_maintenance",
};

type Props = { incident: SnapshotIncident; components: SnapshotComponent[]; reader: Reader };

/** An open incident: what is affected, since when, what is being done, when we speak next. */
export function IncidentCard({ incident, components, reader }: Props) {
  const { language } = reader;
  const tone = IMPACT_TONES[incident.impact];
  return (
    <article
      className={`card event ${tone}`}
      id={incident.id}
      data-line={incident.updatedAt}
      {...daysOf(incident, components, reader)}
    >
      <header className="tint">
        <StateIcon state={tone} />
        <h3>
          <Told noun={incident} field="name" reader={reader} />
        </h3>
        <p>{word(`impact_${incident.impact}`, language)}</p>
      </header>
      <dl>
        <Fact term={word("began", language)}>
          <Moment at={incident.startedAt} form="moment" reader={reader} />
        </Fact>
        <NextUpdate incident={incident} reader={reader} />
      </dl>
      <Affected componentIds={incident.componentIds} components={components} reader={reader} withState />
      <Updates updates={incident.updates} reader={reader} />
    </article>
  );
}

export function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The promise of the next update, counted down from the page's "as of"; a broken promise says so. */
function NextUpdate({ incident, reader }: { incident: SnapshotIncident; reader: Reader }) {
  const { nextUpdateAt } = incident;
  if (!nextUpdateAt) return null;
  const leftSeconds = (Date.parse(nextUpdateAt) - reader.nowAt) / 1000;
  const left =
    leftSeconds < 0
      ? word("overdue", reader.language)
      : word("in_duration", reader.language, {
          duration: durationText(Math.ceil(leftSeconds / 60) * 60, reader.language),
        });
  return (
    <Fact term={word("next_update_by", reader.language)}>
      <Moment at={nextUpdateAt} form="time" reader={reader} />
      {` (${left})`}
    </Fact>
  );
}
