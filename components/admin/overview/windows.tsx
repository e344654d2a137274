"use client";
import { word } from "#lib/domain/glossary.ts";
import type { OverviewIncident } from "#lib/domain/incidents/desk/overview.ts";
import { momentText } from "#lib/domain/moments.ts";
import { overviewWord } from "#lib/domain/words/overview.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { adminHref } from "../incidents/paths.ts";
import { Distance, When } from "../time/when.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Tag } from "../ui/notice.tsx";
import { Section } from "../ui/page-head.tsx";

type Props = { running: readonly OverviewIncident[]; upcoming: readonly OverviewIncident[]; now: number };

/** Maintenance that runs, and the next that is planned. */
export function Windows({ running, upcoming, now }: Props) {
  const { language, timeZone } = useAdmin();
  const mayWrite = useMay("incidents:write");
  return (
    <>
      {running.length > 0 && (
        <Section title={overviewWord("running", language)}>
          <Rows
            incidents={running}
            tell={({ scheduledUntil }) =>
              overviewWord("running_until", language, {
                time: momentText(scheduledUntil, "moment", timeZone, language),
              })
            }
          />
        </Section>
      )}
      <Section
        title={overviewWord("upcoming", language)}
        action={
          mayWrite && (
            <ButtonLink href="/admin/maintenance/new">{overviewWord("schedule", language)}</ButtonLink>
          )
        }
      >
        {upcoming.length === 0 ? (
          <p className="text-muted">{overviewWord("no_upcoming", language)}</p>
        ) : (
          <Rows
            incidents={upcoming}
            tell={({ scheduledFor }) => (
              <>
                <When at={scheduledFor} /> (<Distance at={scheduledFor} now={now} />)
              </>
            )}
          />
        )}
      </Section>
    </>
  );
}

type Fields = NonNullable<OverviewIncident["incident"]["maintenance"]>;

function Rows({
  incidents,
  tell,
}: {
  incidents: readonly OverviewIncident[];
  tell: (fields: Fields) => React.ReactNode;
}) {
  const { language } = useAdmin();
  return (
    <ul className="divide-y divide-line rounded-box border border-line bg-surface">
      {incidents.map(({ incident }) => (
        <li key={incident.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
          <a className="font-medium text-link" href={adminHref(incident)}>
            {incident.name}
          </a>
          <Tag tone="info">{word(incident.status, language)}</Tag>
          <span className="ml-auto text-sm text-muted">
            {incident.maintenance && tell(incident.maintenance)}
          </span>
        </li>
      ))}
    </ul>
  );
}
