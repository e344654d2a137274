import * as endpoints from "#lib/api/manage/endpoints/incidents/updates.ts";
import { editUpdate } from "#lib/usecases/incidents/edit-update.ts";
import { tellIncident } from "#lib/usecases/incidents/tell.ts";
import { answering } from "#lib/usecases/requests/answering.ts";
import { route } from "#lib/web/route.ts";

export const PATCH = route(endpoints.editUpdate, ({ scope, params, body, now }) =>
  answering(
    scope,
    (within) =>
      editUpdate(within, params.incident_id!, params.incident_update_id!, body.incident_update, now),
    async (incident, tx) => ({
      incident: await tellIncident(incident, now, tx),
      updateId: params.incident_update_id!,
    }),
  ),
);
export const PUT = PATCH;
