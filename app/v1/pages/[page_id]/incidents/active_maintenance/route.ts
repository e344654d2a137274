import { listActiveMaintenance } from "#lib/api/manage/endpoints/incidents/lists.ts";
import { listIncidents } from "#lib/usecases/incidents/read.ts";
import { tellIncidents } from "#lib/usecases/incidents/tell.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(listActiveMaintenance, async ({ scope, query, now }) =>
  tellIncidents(scope.pageId, await listIncidents(scope, { ...query, phase: "active" }), now),
);
