import * as endpoints from "#lib/api/manage/endpoints/incidents/postmortems.ts";
import { showingIncident } from "#lib/usecases/incidents/tell.ts";
import { publishPostmortem } from "#lib/usecases/postmortems/publish.ts";
import { route } from "#lib/web/route.ts";

export const PUT = route(endpoints.publishPostmortem, ({ scope, params, body, now }) =>
  showingIncident(now, () => publishPostmortem(scope, params.incident_id!, body.postmortem, now)),
);
