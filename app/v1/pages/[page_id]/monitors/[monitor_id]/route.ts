import * as endpoints from "#lib/api/manage/endpoints/monitors.ts";
import { archiveMonitor } from "#lib/usecases/monitors/archive.ts";
import { readOneMonitor } from "#lib/usecases/monitors/read.ts";
import { updateOneMonitor } from "#lib/usecases/monitors/update.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readMonitor, ({ scope, params }) =>
  readOneMonitor(scope, params.monitor_id!),
);
export const PATCH = route(endpoints.updateMonitor, ({ scope, params, body, now, checkDestination }) =>
  updateOneMonitor(scope, params.monitor_id!, body.monitor, { now, checkDestination }),
);
export const PUT = PATCH;
export const DELETE = route(endpoints.archiveMonitor, ({ scope, params, now }) =>
  archiveMonitor(scope, params.monitor_id!, now),
);
