import { mergeIncident as endpoint } from "#lib/api/manage/endpoints/incidents/acts.ts";
import { mergeIncident } from "#lib/usecases/incidents/merge.ts";
import { telling } from "#lib/usecases/incidents/tell.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoint, ({ scope, params, body, now }) =>
  telling(scope, now, (within) => mergeIncident(within, params.incident_id!, body.incident, now)),
);
