import { EvidenceSection } from "#components/admin/slos/evidence.tsx";
import { SloOverviewScreen } from "#components/admin/slos/slo-overview.tsx";
import { readAllEvidence } from "#lib/usecases/slos/evidence.ts";
import { readSloOverview } from "#lib/usecases/slos/overview.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function SlosPage() {
  const scope = (await adminSession()).scope("page:read");
  const now = Date.now();
  const overview = await readSloOverview(scope, now);
  const evidence = await readAllEvidence(scope, overview.slos, now);
  return (
    <>
      <SloOverviewScreen overview={overview} />
      {evidence.map(({ sloKey, ...said }) => (
        <EvidenceSection key={sloKey} sloKey={sloKey} evidence={said.evidence} />
      ))}
    </>
  );
}
