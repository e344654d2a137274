import * as endpoints from "#lib/api/manage/subscribers/endpoints.ts";
import { countSubscribers } from "#lib/usecases/subscribers/desk/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.subscriberHistogram, ({ scope }) => countSubscribers(scope));
