import { notFound } from "next/navigation";
import { SeriesForm } from "#components/admin/maintenance/series-form.tsx";
import { Failure } from "#lib/domain/errors.ts";
import { ID_FORM } from "#lib/domain/id.ts";
import { readOneSeries } from "#lib/usecases/maintenance-series/list.ts";
import { incidentChoices } from "#lib/web/admin/incident-choices.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function SeriesPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await adminSession();
  session.scope("incidents:write");
  const { id } = await params;
  if (!ID_FORM.test(id)) notFound();
  const series = await readOneSeries(session.scope("page:read"), id).catch((error: unknown) => {
    if (error instanceof Failure) notFound();
    throw error;
  });
  const now = Date.now();
  return <SeriesForm series={series} choices={await incidentChoices(session, now)} nowAt={now} />;
}
