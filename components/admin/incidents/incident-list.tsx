"use client";
import type { Choices } from "#lib/domain/incidents/desk/choices.ts";
import { fullName } from "#lib/domain/incidents/desk/choices.ts";
import {
  type IncidentSearch,
  isFiltered,
  LIST_LENGTH,
  searchHref,
} from "#lib/domain/incidents/desk/search.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { Outcome } from "../client/outcome.tsx";
import { useNow } from "../time/now.ts";
import { Distance, When } from "../time/when.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Empty, PageHead } from "../ui/page-head.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { IncidentFilters } from "./list-filters.tsx";
import { adminHref } from "./paths.ts";
import { IncidentTags } from "./tags.tsx";

const PATH = "/admin/incidents";
const MAX_NAMED_COMPONENTS = 2;

type Props = { incidents: readonly Incident[]; choices: Choices; search: IncidentSearch; nowAt: number };

/** Incidents, announcements, windows and drafts; the filters stand in the address. */
export function IncidentList({ incidents, choices, search, nowAt }: Props) {
  const { language } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const add = mayWrite && (
    <ButtonLink look="primary" href={`${PATH}/new`} className="md:hidden">
      {shellWord("new_incident", language)}
    </ButtonLink>
  );
  const isEmpty = incidents.length === 0;
  return (
    <>
      <Outcome />
      <PageHead
        title={shellWord("incidents", language)}
        lead={incidentWord("list_lead", language)}
        action={add}
      />
      {(!isEmpty || isFiltered(search)) && (
        <IncidentFilters path={PATH} search={search} components={choices.components} />
      )}
      {isEmpty ? <Nothing search={search} /> : <Rows incidents={incidents} choices={choices} nowAt={nowAt} />}
      <Pages search={search} hasMore={incidents.length === LIST_LENGTH} />
    </>
  );
}

function Nothing({ search }: { search: IncidentSearch }) {
  const { language } = useAdmin();
  const mayWrite = useMay("incidents:write");
  if (isFiltered(search) || search.page > 1)
    return (
      <Empty
        title={incidentWord("empty_filtered", language)}
        why={incidentWord("empty_filtered_why", language)}
        action={<ButtonLink href={PATH}>{incidentWord("clear", language)}</ButtonLink>}
      />
    );
  return (
    <Empty
      title={incidentWord("empty", language)}
      why={incidentWord("empty_why", language)}
      action={mayWrite && <ButtonLink href={`${PATH}/new`}>{shellWord("new_incident", language)}</ButtonLink>}
    />
  );
}

function Rows({ incidents, choices, nowAt }: Omit<Props, "search">) {
  const { language } = useAdmin();
  const now = useNow(nowAt);
  const columns: Column<Incident>[] = [
    {
      key: "name",
      head: incidentWord("column_name", language),
      cell: (incident) => (
        <a className="font-medium text-link" href={adminHref(incident)}>
          {incident.name}
        </a>
      ),
    },
    {
      key: "status",
      head: incidentWord("column_status", language),
      cell: (incident) => <IncidentTags incident={incident} />,
    },
    {
      key: "components",
      head: incidentWord("column_components", language),
      cell: (incident) => <ComponentNames incident={incident} choices={choices} />,
    },
    {
      key: "began",
      head: incidentWord("column_began", language),
      isNumeric: true,
      cell: ({ startedAt }) => (
        <>
          <span className="whitespace-nowrap">
            <When at={startedAt} />
          </span>
          <span className="block text-sm text-muted">
            <Distance at={startedAt} now={now} />
          </span>
        </>
      ),
    },
  ];
  return (
    <Table
      caption={shellWord("incidents", language)}
      columns={columns}
      rows={incidents}
      keyOf={({ id }) => id}
    />
  );
}

function ComponentNames({ incident, choices }: { incident: Incident; choices: Choices }) {
  const { language } = useAdmin();
  const names = incident.components.flatMap(({ componentId }) => {
    const component = choices.components.find(({ id }) => id === componentId);
    return component ? [fullName(component)] : [];
  });
  const rest = names.length - MAX_NAMED_COMPONENTS;
  return (
    <span className="text-sm text-muted">
      {names.slice(0, MAX_NAMED_COMPONENTS).join(", ")}
      {rest > 0 && ` ${incidentWord("more_components", language, { n: rest })}`}
    </span>
  );
}

function Pages({ search, hasMore }: { search: IncidentSearch; hasMore: boolean }) {
  const { language } = useAdmin();
  const { page } = search;
  if (page === 1 && !hasMore) return null;
  return (
    <nav aria-label={incidentWord("page_of", language, { page })} className="mt-4 flex items-center gap-3">
      {page > 1 && (
        <ButtonLink href={searchHref(PATH, { ...search, page: page - 1 })}>
          {shellWord("previous", language)}
        </ButtonLink>
      )}
      <span className="text-muted">{incidentWord("page_of", language, { page })}</span>
      {hasMore && (
        <ButtonLink href={searchHref(PATH, { ...search, page: page + 1 })}>
          {shellWord("next", language)}
        </ButtonLink>
      )}
    </nav>
  );
}
