import { unpublishIncident as endpoint } from "#lib/api/manage/endpoints/incidents/acts.ts";
import { telling } from "#lib/usecases/incidents/tell.ts";
import { unpublishIncident } from "#lib/usecases/incidents/unpublish.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoint, ({ scope, params, body, now }) =>
  telling(scope, now, (within) => unpublishIncident(within, params.incident_id!, body.incident, now)),
);
