import * as endpoints from "#lib/api/manage/subscribers/of-incidents.ts";
import { readFollower } from "#lib/usecases/subscribers/desk/followers.ts";
import { resendConfirmation } from "#lib/usecases/subscribers/desk/states.ts";
import { subscriberContext } from "#lib/web/request/subscriber-context.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.resendIncidentConfirmation, async ({ scope, params, now }) => {
  const { id } = await readFollower(scope, params.incident_id!, params.subscriber_id!);
  return await resendConfirmation(scope, id, subscriberContext(now));
});
