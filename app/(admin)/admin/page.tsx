import { OverviewScreen } from "#components/admin/overview/overview-screen.tsx";
import { presentFanOut } from "#lib/api/manage/fan-outs/fan-out.ts";
import { readFanOuts } from "#lib/usecases/fan-outs/progress.ts";
import { incidentChoices } from "#lib/web/admin/incident-choices.ts";
import { adminOverview } from "#lib/web/admin/overview.ts";
import { adminSession } from "#lib/web/session.ts";

const LATEST = 5;

export default async function OverviewPage() {
  const session = await adminSession();
  const now = Date.now();
  const [overview, fanOuts, { people, reach }] = await Promise.all([
    adminOverview(session, now),
    readFanOuts(session.scope("page:read"), { limit: LATEST }),
    incidentChoices(session, now),
  ]);
  const shown = fanOuts.map(presentFanOut);
  return <OverviewScreen initial={overview} people={people} reach={reach} fanOuts={shown} />;
}
