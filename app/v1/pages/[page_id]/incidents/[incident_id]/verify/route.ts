import { verifyMaintenance as endpoint } from "#lib/api/manage/maintenance/acts.ts";
import { telling } from "#lib/usecases/incidents/tell.ts";
import { verifyMaintenance } from "#lib/usecases/maintenance/verify.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoint, ({ scope, params, body, now }) =>
  telling(scope, now, (within) => verifyMaintenance(within, params.incident_id!, body.incident, now)),
);
