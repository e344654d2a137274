import { MaintenanceList } from "#components/admin/maintenance/maintenance-list.tsx";
import { listIncidents } from "#lib/usecases/incidents/read.ts";
import { listSeries } from "#lib/usecases/maintenance-series/list.ts";
import { adminSession } from "#lib/web/session.ts";

const MAX_LISTED = 100;
const MAX_PAST = 20;

export default async function MaintenancePage() {
  const session = await adminSession();
  const scope = session.scope("page:read");
  const kind = "maintenance";
  const [running, upcoming, drafts, past, series] = await Promise.all([
    listIncidents(scope, { kind, phase: "active", limit: MAX_LISTED }),
    listIncidents(scope, { kind, phase: "upcoming", limit: MAX_LISTED }),
    listIncidents(scope, { kind, phase: "draft", limit: MAX_LISTED }),
    listIncidents(scope, { kind, phase: "closed", limit: MAX_PAST }),
    listSeries(scope, { skip: 0, take: MAX_LISTED }),
  ]);
  const lists = { running, upcoming, drafts, past };
  return <MaintenanceList lists={lists} series={series} nowAt={Date.now()} />;
}
