import { publishIncident as endpoint } from "#lib/api/manage/endpoints/incidents/acts.ts";
import { publishIncident } from "#lib/usecases/incidents/publish.ts";
import { telling } from "#lib/usecases/incidents/tell.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoint, ({ scope, params, body, now }) =>
  telling(scope, now, (within) => publishIncident(within, params.incident_id!, body.incident, now)),
);
