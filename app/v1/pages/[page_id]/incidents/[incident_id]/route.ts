import * as endpoints from "#lib/api/manage/endpoints/incidents/incidents.ts";
import { editIncident } from "#lib/usecases/incidents/edit.ts";
import { readIncident } from "#lib/usecases/incidents/read.ts";
import { removeIncident } from "#lib/usecases/incidents/remove.ts";
import { tellIncident, telling } from "#lib/usecases/incidents/tell.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readIncident, async ({ scope, params, now }) =>
  tellIncident(await readIncident(scope, params.incident_id!), now),
);
export const PATCH = route(endpoints.updateIncident, ({ scope, params, body, now }) =>
  telling(scope, now, (within) => editIncident(within, params.incident_id!, body.incident, now)),
);
export const PUT = PATCH;
export const DELETE = route(endpoints.deleteIncident, ({ scope, params, query, now }) =>
  telling(scope, now, (within) => removeIncident(within, params.incident_id!, query, now)),
);
