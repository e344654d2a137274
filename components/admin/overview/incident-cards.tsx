"use client";
import { StateIcon } from "#components/ui/icons.tsx";
import { stateWord, word } from "#lib/domain/glossary.ts";
import type { PersonChoice } from "#lib/domain/incidents/desk/choices.ts";
import type { Overview, OverviewIncident } from "#lib/domain/incidents/desk/overview.ts";
import { markdownToText } from "#lib/domain/markdown.ts";
import { momentText } from "#lib/domain/moments.ts";
import type { Impact } from "#lib/domain/snapshot.ts";
import type { State } from "#lib/domain/status/state.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { overviewWord } from "#lib/domain/words/overview.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { Owner } from "../incidents/owner.tsx";
import { adminHref } from "../incidents/paths.ts";
import { IncidentTags } from "../incidents/tags.tsx";
import { Distance, When } from "../time/when.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Tag } from "../ui/notice.tsx";
import { Box } from "../ui/page-head.tsx";
import { lasted } from "./contradiction-told.ts";

const TONES: Record<Impact, State> = {
  none: "unknown",
  minor: "degraded_performance",
  major: "partial_outage",
  critical: "major_outage",
  maintenance: "under_maintenance",
};
const WORST_FIRST: Impact[] = ["critical", "major", "minor", "maintenance", "none"];
const MAX_TEXT_LENGTH = 220;

type Props = {
  incidents: readonly OverviewIncident[];
  overview: Overview;
  people: readonly PersonChoice[];
  now: number;
};

/** What is open, worst first: since when, who is on it, what was said last, and when the next word is due. */
export function IncidentCards({ incidents, overview, people, now }: Props) {
  const worstFirst = [...incidents].sort(
    (a, b) => WORST_FIRST.indexOf(a.impact) - WORST_FIRST.indexOf(b.impact),
  );
  return (
    <ul className="grid gap-4">
      {worstFirst.map((one) => (
        <li key={one.incident.id}>
          <IncidentCard one={one} overview={overview} people={people} now={now} />
        </li>
      ))}
    </ul>
  );
}

function IncidentCard({ one, overview, people, now }: Omit<Props, "incidents"> & { one: OverviewIncident }) {
  const { language } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const { incident, impact } = one;
  const tone = TONES[impact];
  const latest = incident.updates[0];
  return (
    <Box className={tone}>
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h3 className="mb-1 flex items-center gap-2 text-lg font-semibold">
            <StateIcon state={tone} />
            <a className="text-ink" href={adminHref(incident)}>
              {incident.name}
            </a>
          </h3>
          <IncidentTags incident={incident} />
        </div>
        {mayWrite && <ButtonLink href={adminHref(incident)}>{overviewWord("post", language)}</ButtonLink>}
      </div>
      {latest?.body && (
        <p className="mb-3">
          <span className="text-muted">
            {word(latest.status, language)} · <Distance at={latest.displayAt} now={now} />:{" "}
          </span>
          {shortened(markdownToText(latest.body))}
        </p>
      )}
      <Affected one={one} overview={overview} />
      <dl className="mt-3 flex flex-wrap items-center gap-x-8 gap-y-3 border-t border-line pt-3">
        <Line term={incidentWord("running_for", language)}>{lasted(incident.startedAt, now, language)}</Line>
        <Line term={incidentWord("next_update", language)}>
          <Promised at={incident.nextUpdateAt} now={now} />
        </Line>
        <Line term={incidentWord("owner", language)}>
          <Owner incident={incident} people={people} canEdit={mayWrite} />
        </Line>
      </dl>
    </Box>
  );
}

const shortened = (text: string) =>
  text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH).trimEnd()}…` : text;

function Line({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Promised({ at, now }: { at: number | null; now: number }) {
  const { language } = useAdmin();
  if (at === null) return <span className="text-muted">–</span>;
  const isLate = at < now;
  return (
    <>
      <When at={at} form="time" />{" "}
      {isLate ? (
        <Tag tone="danger">
          {incidentWord("overdue_by", language, {
            duration: lasted(at, now, language),
          })}
        </Tag>
      ) : (
        <span className="text-muted">
          (<Distance at={at} now={now} />)
        </span>
      )}
    </>
  );
}

function Affected({ one: { incident }, overview }: { one: OverviewIncident; overview: Overview }) {
  const { language } = useAdmin();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {incident.components.map(({ componentId, state }) => (
        <li key={componentId} className={`flex items-center gap-1.5 ${state}`}>
          <StateIcon state={state} />
          {overview.components.find(({ id }) => id === componentId)?.name ?? componentId}
          <span className="text-text">{stateWord(state, language)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Drafts: nothing of them is public yet. */
export function DraftCards({ incidents, now }: { incidents: readonly OverviewIncident[]; now: number }) {
  const { language, timeZone } = useAdmin();
  return (
    <ul className="divide-y divide-line rounded-box border border-line bg-surface">
      {incidents.map(({ incident }) => (
        <li key={incident.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
          <a className="font-medium text-link" href={adminHref(incident)}>
            {incident.name}
          </a>
          <IncidentTags incident={incident} />
          <span className="ml-auto text-sm text-muted">
            {incident.autoPublishAt === null ? (
              <Distance at={incident.createdAt} now={now} />
            ) : (
              incidentWord("draft_auto_short", language, {
                time: momentText(incident.autoPublishAt, "time", timeZone, language),
              })
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
