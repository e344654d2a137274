import { IncidentList } from "#components/admin/incidents/incident-list.tsx";
import { type IncidentSearch, incidentSearch, LIST_LENGTH } from "#lib/domain/incidents/desk/search.ts";
import { listIncidents } from "#lib/usecases/incidents/read.ts";
import { incidentChoices } from "#lib/web/admin/incident-choices.ts";
import { adminSession } from "#lib/web/session.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function IncidentsPage({ searchParams }: Props) {
  const session = await adminSession();
  const search: IncidentSearch = incidentSearch(await searchParams);
  const { component, page, ...rest } = search;
  const now = Date.now();
  const [incidents, choices] = await Promise.all([
    listIncidents(session.scope("page:read"), {
      ...rest,
      component_id: component,
      limit: LIST_LENGTH,
      page,
    }),
    incidentChoices(session, now),
  ]);
  return <IncidentList incidents={incidents} choices={choices} search={search} nowAt={now} />;
}
