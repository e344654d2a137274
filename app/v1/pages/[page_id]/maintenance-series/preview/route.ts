import * as endpoints from "#lib/api/manage/maintenance/series-endpoints.ts";
import { previewDates } from "#lib/usecases/maintenance-series/preview.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.previewMaintenanceSeries, ({ scope, body, now }) =>
  previewDates(scope, body.series, now),
);
