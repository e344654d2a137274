import * as endpoints from "#lib/api/manage/subscribers/of-incidents.ts";
import { readFollower } from "#lib/usecases/subscribers/desk/followers.ts";
import { unfollowFor } from "#lib/usecases/subscribers/desk/states.ts";
import { subscriberContext } from "#lib/web/request/subscriber-context.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readIncidentSubscriber, ({ scope, params }) =>
  readFollower(scope, params.incident_id!, params.subscriber_id!),
);
export const DELETE = route(endpoints.deleteIncidentSubscriber, ({ scope, params, now }) =>
  unfollowFor(scope, params.subscriber_id!, params.incident_id!, subscriberContext(now)),
);
