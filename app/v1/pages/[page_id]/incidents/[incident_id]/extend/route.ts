import { extendMaintenance as endpoint } from "#lib/api/manage/maintenance/acts.ts";
import { telling } from "#lib/usecases/incidents/tell.ts";
import { extendMaintenance } from "#lib/usecases/maintenance/extend.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoint, ({ scope, params, body, now }) =>
  telling(scope, now, (within) => extendMaintenance(within, params.incident_id!, body.incident, now)),
);
