import * as endpoints from "#lib/api/manage/subscribers/of-incidents.ts";
import { addFollower, listFollowers } from "#lib/usecases/subscribers/desk/followers.ts";
import { below } from "#lib/usecases/subscribers/desk/paths.ts";
import { subscriberContext } from "#lib/web/request/subscriber-context.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listIncidentSubscribers, ({ scope, params, query }) =>
  listFollowers(scope, params.incident_id!, { limit: query.limit ?? query.per_page, page: query.page }),
);
export const POST = route(endpoints.createIncidentSubscriber, ({ scope, params, body, now }) =>
  below("subscriber", addFollower(scope, params.incident_id!, body.subscriber, subscriberContext(now))),
);
