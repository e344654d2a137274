import { SeriesForm } from "#components/admin/maintenance/series-form.tsx";
import { incidentChoices } from "#lib/web/admin/incident-choices.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function NewSeriesPage() {
  const session = await adminSession();
  session.scope("incidents:write");
  const now = Date.now();
  return <SeriesForm series={null} choices={await incidentChoices(session, now)} nowAt={now} />;
}
