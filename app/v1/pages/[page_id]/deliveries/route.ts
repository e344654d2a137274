import * as endpoints from "#lib/api/manage/deliveries/endpoints.ts";
import { logOf } from "#lib/domain/delivery/desk/log-input.ts";
import { listDeliveries } from "#lib/usecases/deliveries/log.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listDeliveries, ({ scope, query }) => listDeliveries(scope, logOf(query)));
