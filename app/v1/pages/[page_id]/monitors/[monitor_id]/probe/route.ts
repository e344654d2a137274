import * as endpoints from "#lib/api/manage/endpoints/probes.ts";
import { probeMonitor } from "#lib/usecases/probes/ask.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.probeMonitor, ({ scope, params, body, now, checkDestination }) =>
  probeMonitor(scope, params.monitor_id!, body.monitor, { now, checkDestination }),
);
