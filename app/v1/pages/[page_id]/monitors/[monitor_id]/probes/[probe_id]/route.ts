import * as endpoints from "#lib/api/manage/endpoints/probes.ts";
import { readProbeNow } from "#lib/usecases/probes/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readMonitorProbe, ({ scope, params, now }) =>
  readProbeNow(scope, { monitorId: params.monitor_id!, id: params.probe_id! }, now),
);
