import { completeMaintenance as endpoint } from "#lib/api/manage/maintenance/acts.ts";
import { telling } from "#lib/usecases/incidents/tell.ts";
import { completeMaintenance } from "#lib/usecases/maintenance/complete.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoint, ({ scope, params, body, now }) =>
  telling(scope, now, (within) => completeMaintenance(within, params.incident_id!, body.incident, now)),
);
