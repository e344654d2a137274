import { redirect } from "next/navigation";
import { IncidentScreen } from "#components/admin/incidents/incident-screen.tsx";
import { listIncidents } from "#lib/usecases/incidents/read.ts";
import { incidentFanOuts } from "#lib/web/admin/fan-outs.ts";
import { adminIncident } from "#lib/web/admin/incident.ts";
import { incidentChoices } from "#lib/web/admin/incident-choices.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function IncidentPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await adminSession();
  const incident = await adminIncident(session, params);
  if (incident.kind === "maintenance") redirect(`/admin/maintenance/${incident.id}`);
  const now = Date.now();
  const others =
    incident.publishedAt === null
      ? await listIncidents(session.scope("page:read"), { kind: "incident", phase: "open", limit: 100 })
      : [];
  return (
    <IncidentScreen
      incident={incident}
      choices={await incidentChoices(session, now)}
      fanOuts={await incidentFanOuts(session, incident.id)}
      candidates={others.map(({ id, name }) => ({ id, name }))}
      nowAt={now}
    />
  );
}
