import { SloOverviewScreen } from "#components/admin/slos/slo-overview.tsx";
import { readSloOverview } from "#lib/usecases/slos/overview.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function SlosPage() {
  const scope = (await adminSession()).scope("page:read");
  return <SloOverviewScreen overview={await readSloOverview(scope, Date.now())} />;
}
