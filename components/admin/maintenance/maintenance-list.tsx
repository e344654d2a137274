"use client";
import type { ReactNode } from "react";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { MaintenanceSeries } from "#lib/domain/maintenance/series.ts";
import { durationText } from "#lib/domain/moments.ts";
import { maintenanceWord } from "#lib/domain/words/maintenance.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { Outcome } from "../client/outcome.tsx";
import { adminHref } from "../incidents/paths.ts";
import { IncidentTags } from "../incidents/tags.tsx";
import { useNow } from "../time/now.ts";
import { Distance, When } from "../time/when.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Tag } from "../ui/notice.tsx";
import { Empty, PageHead, Section } from "../ui/page-head.tsx";
import { ruleText } from "./rule-text.ts";

type Lists = Record<"running" | "upcoming" | "drafts" | "past", readonly Incident[]>;
type Props = { lists: Lists; series: readonly MaintenanceSeries[]; nowAt: number };

/** Maintenance: what runs, what comes, what repeats, what was. */
export function MaintenanceList({ lists, series, nowAt }: Props) {
  const { language } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const now = useNow(nowAt);
  const add = mayWrite && (
    <ButtonLink look="primary" href="/admin/maintenance/new">
      {maintenanceWord("new_window", language)}
    </ButtonLink>
  );
  return (
    <>
      <Outcome />
      <PageHead
        title={shellWord("maintenance", language)}
        lead={maintenanceWord("lead", language)}
        action={add}
      />
      {lists.running.length > 0 && (
        <Section title={maintenanceWord("running", language)}>
          <Windows incidents={lists.running} now={now} />
        </Section>
      )}
      <Section title={maintenanceWord("upcoming", language)}>
        {lists.upcoming.length > 0 ? (
          <Windows incidents={lists.upcoming} now={now} />
        ) : (
          <Empty title={maintenanceWord("empty", language)} why={maintenanceWord("empty_why", language)} />
        )}
      </Section>
      {lists.drafts.length > 0 && (
        <Section title={maintenanceWord("drafts", language)}>
          <Windows incidents={lists.drafts} now={now} />
        </Section>
      )}
      <Section
        title={maintenanceWord("series", language)}
        action={
          mayWrite && (
            <ButtonLink href="/admin/maintenance/series/new">
              {maintenanceWord("new_series", language)}
            </ButtonLink>
          )
        }
      >
        <SeriesRows series={series} />
      </Section>
      {lists.past.length > 0 && (
        <Section title={maintenanceWord("past", language)}>
          <Windows incidents={lists.past} now={now} />
        </Section>
      )}
    </>
  );
}

const Rows = ({ children }: { children: ReactNode }) => (
  <ul className="divide-y divide-line rounded-box border border-line bg-surface">{children}</ul>
);
const ROW = "flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3";

function Windows({ incidents, now }: { incidents: readonly Incident[]; now: number }) {
  const { language } = useAdmin();
  return (
    <Rows>
      {incidents.map((incident) => {
        const { scheduledFor, scheduledUntil } = incident.maintenance!;
        const isOver = scheduledUntil < now && ["in_progress", "verifying"].includes(incident.status);
        const duration = (ms: number) => durationText(ms / 1000, language, { withDays: true });
        return (
          <li key={incident.id} className={ROW}>
            <a className="font-medium text-link" href={adminHref(incident)}>
              {incident.name}
            </a>
            <IncidentTags incident={incident} />
            {isOver && (
              <Tag tone="danger">
                {maintenanceWord("overrun", language, { duration: duration(now - scheduledUntil) })}
              </Tag>
            )}
            <span className="text-sm text-muted sm:ml-auto">
              <When at={scheduledFor} /> (<Distance at={scheduledFor} now={now} />
              {", "}
              {maintenanceWord("lasts", language, { duration: duration(scheduledUntil - scheduledFor) })})
            </span>
          </li>
        );
      })}
    </Rows>
  );
}

function SeriesRows({ series }: { series: readonly MaintenanceSeries[] }) {
  const { language } = useAdmin();
  if (series.length === 0) return <p className="text-muted">{maintenanceWord("empty_series", language)}</p>;
  return (
    <Rows>
      {series.map((one) => (
        <li key={one.id} className={ROW}>
          <a className="font-medium text-link" href={`/admin/maintenance/series/${one.id}`}>
            {one.name}
          </a>
          <span className="text-sm text-muted sm:ml-auto">
            {ruleText(one.rrule, one.startsAt, language)} · {one.startsAt.slice(11)} ·{" "}
            {maintenanceWord("lasts", language, {
              duration: durationText(one.durationMinutes * 60, language, { withDays: true }),
            })}
          </span>
        </li>
      ))}
    </Rows>
  );
}
