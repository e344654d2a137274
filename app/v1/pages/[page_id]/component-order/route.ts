import { orderComponents } from "#lib/api/manage/endpoints/order.ts";
import { orderPage } from "#lib/usecases/components/order.ts";
import { route } from "#lib/web/route.ts";

export const PUT = route(orderComponents, ({ scope, body, now }) => orderPage(scope, body.order, now));
