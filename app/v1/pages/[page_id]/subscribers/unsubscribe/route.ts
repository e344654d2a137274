import * as endpoints from "#lib/api/manage/subscribers/endpoints.ts";
import { toEach, unsubscribeSubscriber } from "#lib/usecases/subscribers/desk/states.ts";
import { subscriberContext } from "#lib/web/request/subscriber-context.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.unsubscribeMany, ({ scope, body, now }) => {
  const chosen = {
    subscribers: body.subscribers,
    channel: body.type,
    states: ["pending", "active", "quarantined"],
  } as const;
  return toEach(scope, chosen, (each, id) => unsubscribeSubscriber(each, id, subscriberContext(now)));
});
