import * as endpoints from "#lib/api/manage/endpoints/incidents/postmortems.ts";
import { revertPostmortem } from "#lib/usecases/postmortems/revert.ts";
import { route } from "#lib/web/route.ts";

export const PUT = route(endpoints.revertPostmortem, ({ scope, params, body, now }) =>
  revertPostmortem(scope, params.incident_id!, body.postmortem, now),
);
