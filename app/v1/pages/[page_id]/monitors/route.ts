import * as endpoints from "#lib/api/manage/endpoints/monitors.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { createMonitor } from "#lib/usecases/monitors/create.ts";
import { listPageMonitors } from "#lib/usecases/monitors/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listMonitors, ({ scope, query }) =>
  listPageMonitors(scope, {
    componentId: query.component_id,
    archived: query.archived ?? false,
    window: listWindow(query),
  }),
);
export const POST = route(endpoints.createMonitor, ({ scope, body, now, checkDestination }) =>
  createMonitor(scope, body.monitor, { now, checkDestination }),
);
