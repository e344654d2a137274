import * as endpoints from "#lib/api/manage/endpoints/probes.ts";
import { probeSettings } from "#lib/usecases/probes/ask.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.probeSettings, ({ scope, body, now, checkDestination }) =>
  probeSettings(scope, body.monitor, { now, checkDestination }),
);
