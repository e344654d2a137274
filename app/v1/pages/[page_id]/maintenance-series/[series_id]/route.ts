import * as endpoints from "#lib/api/manage/maintenance/series-endpoints.ts";
import { readOneSeries } from "#lib/usecases/maintenance-series/list.ts";
import { updateSeries } from "#lib/usecases/maintenance-series/update.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readMaintenanceSeries, ({ scope, params }) =>
  readOneSeries(scope, params.series_id!),
);
export const PATCH = route(endpoints.updateMaintenanceSeries, ({ scope, params, body, now }) =>
  updateSeries(scope, params.series_id!, body.series, now),
);
export const PUT = PATCH;
