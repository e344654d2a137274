import { statesOf } from "#lib/api/manage/subscribers/asked.ts";
import * as endpoints from "#lib/api/manage/subscribers/endpoints.ts";
import { countSubscribers } from "#lib/usecases/subscribers/desk/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.countSubscribers, async ({ scope, query }) => ({
  counts: await countSubscribers(scope),
  channel: query.type,
  states: statesOf(query.state),
}));
