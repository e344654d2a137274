import { OverviewScreen } from "#components/admin/overview/overview-screen.tsx";
import { readOverview } from "#lib/usecases/overview/read.ts";
import { incidentChoices } from "#lib/web/admin/incident-choices.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function OverviewPage() {
  const session = await adminSession();
  const now = Date.now();
  const [overview, { people }] = await Promise.all([
    readOverview(session.scope("page:read"), now),
    incidentChoices(session, now),
  ]);
  return <OverviewScreen initial={overview} people={people} />;
}
