import * as endpoints from "#lib/api/manage/endpoints/incidents/postmortems.ts";
import { showingIncident } from "#lib/usecases/incidents/tell.ts";
import { readPostmortem } from "#lib/usecases/postmortems/read.ts";
import { deletePostmortem } from "#lib/usecases/postmortems/revert.ts";
import { savePostmortem } from "#lib/usecases/postmortems/save.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readPostmortem, ({ scope, params }) =>
  readPostmortem(scope, params.incident_id!),
);
export const PUT = route(endpoints.savePostmortem, ({ scope, params, body, now }) =>
  showingIncident(now, () => savePostmortem(scope, params.incident_id!, body.postmortem, now)),
);
export const DELETE = route(endpoints.deletePostmortem, ({ scope, params, now }) =>
  deletePostmortem(scope, params.incident_id!, now),
);
