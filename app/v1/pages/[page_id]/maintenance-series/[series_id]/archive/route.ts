import * as endpoints from "#lib/api/manage/maintenance/series-endpoints.ts";
import { archiveSeries } from "#lib/usecases/maintenance-series/archive.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.archiveMaintenanceSeries, ({ scope, params, body, now }) =>
  archiveSeries(scope, params.series_id!, body.series, now),
);
