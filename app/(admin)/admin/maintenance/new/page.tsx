import { WindowForm } from "#components/admin/maintenance/window-form.tsx";
import { incidentChoices } from "#lib/web/admin/incident-choices.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function NewMaintenancePage() {
  const session = await adminSession();
  session.scope("incidents:write");
  const now = Date.now();
  return <WindowForm choices={await incidentChoices(session, now)} nowAt={now} />;
}
