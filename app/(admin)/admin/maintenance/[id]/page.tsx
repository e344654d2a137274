import { redirect } from "next/navigation";
import { WindowScreen } from "#components/admin/maintenance/window-screen.tsx";
import { incidentFanOuts } from "#lib/web/admin/fan-outs.ts";
import { adminIncident } from "#lib/web/admin/incident.ts";
import { incidentChoices } from "#lib/web/admin/incident-choices.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function MaintenanceWindowPage({ params }: { params: Promise<{ id: string }> }) {
  const session = await adminSession();
  const incident = await adminIncident(session, params);
  if (incident.kind !== "maintenance") redirect(`/admin/incidents/${incident.id}`);
  const now = Date.now();
  return (
    <WindowScreen
      incident={incident}
      choices={await incidentChoices(session, now)}
      fanOuts={await incidentFanOuts(session, incident.id)}
      nowAt={now}
    />
  );
}
