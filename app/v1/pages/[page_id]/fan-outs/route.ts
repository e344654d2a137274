import * as endpoints from "#lib/api/manage/fan-outs/endpoints.ts";
import { readFanOuts } from "#lib/usecases/fan-outs/progress.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listFanOuts, ({ scope, query }) =>
  readFanOuts(scope, {
    incidentId: query.incident_id,
    eventId: query.event_id,
    before: query.before,
    limit: query.limit,
  }),
);
