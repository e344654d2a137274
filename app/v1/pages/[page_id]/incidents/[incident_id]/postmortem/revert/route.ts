import * as endpoints from "#lib/api/manage/endpoints/incidents/postmortems.ts";
import { showingIncident } from "#lib/usecases/incidents/tell.ts";
import { revertPostmortem } from "#lib/usecases/postmortems/revert.ts";
import { route } from "#lib/web/route.ts";

export const PUT = route(endpoints.revertPostmortem, ({ scope, params, body, now }) =>
  showingIncident(now, () => revertPostmortem(scope, params.incident_id!, body.postmortem, now)),
);
