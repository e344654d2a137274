import * as endpoints from "#lib/api/manage/maintenance/series-endpoints.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { createSeries } from "#lib/usecases/maintenance-series/create.ts";
import { listSeries } from "#lib/usecases/maintenance-series/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listMaintenanceSeries, ({ scope, query }) =>
  listSeries(scope, listWindow(query)),
);
export const POST = route(endpoints.createMaintenanceSeries, ({ scope, body, now }) =>
  createSeries(scope, body.series, now),
);
