import * as one from "#lib/api/manage/endpoints/incidents/incidents.ts";
import * as lists from "#lib/api/manage/endpoints/incidents/lists.ts";
import { openIncident } from "#lib/usecases/incidents/open.ts";
import { listIncidents } from "#lib/usecases/incidents/read.ts";
import { tellIncidents, telling } from "#lib/usecases/incidents/tell.ts";
import { beginWithTemplate } from "#lib/usecases/templates/begin.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(lists.listIncidents, async ({ scope, query, now }) =>
  tellIncidents(scope.pageId, await listIncidents(scope, query), now),
);
export const POST = route(one.createIncident, ({ scope, body, now }) =>
  telling(scope, now, async (within) =>
    openIncident(within, await beginWithTemplate(scope, body.incident, now), now),
  ),
);
