import { startMaintenance as endpoint } from "#lib/api/manage/maintenance/acts.ts";
import { telling } from "#lib/usecases/incidents/tell.ts";
import { startMaintenance } from "#lib/usecases/maintenance/start.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoint, ({ scope, params, body, now }) =>
  telling(scope, now, (within) => startMaintenance(within, params.incident_id!, body.incident, now)),
);
