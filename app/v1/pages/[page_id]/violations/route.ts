import * as endpoints from "#lib/api/manage/violations/endpoints.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { listViolations } from "#lib/usecases/violations/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listViolations, ({ scope, query }) =>
  listViolations(
    scope,
    {
      state: query.state,
      severity: query.severity,
      sloId: query.slo_id,
      objectiveId: query.objective_id,
      componentId: query.component_id,
      incidentId: query.incident_id,
      from: query.from,
      until: query.until,
    },
    listWindow(query),
  ),
);
