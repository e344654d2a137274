import * as endpoints from "#lib/api/manage/alerts/endpoints.ts";
import { listPageAlerts } from "#lib/usecases/alerts/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listAlerts, ({ scope, query }) => listPageAlerts(scope, query));
