import * as endpoints from "#lib/api/manage/subscribers/endpoints.ts";
import { eraseSubscriber } from "#lib/usecases/subscribers/desk/erase.ts";
import { readSubscriber } from "#lib/usecases/subscribers/desk/list.ts";
import { below } from "#lib/usecases/subscribers/desk/paths.ts";
import { unsubscribeSubscriber } from "#lib/usecases/subscribers/desk/states.ts";
import { updateSubscriber } from "#lib/usecases/subscribers/desk/update.ts";
import { subscriberContext } from "#lib/web/request/subscriber-context.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readSubscriber, ({ scope, params }) =>
  readSubscriber(scope, params.subscriber_id!),
);
export const PATCH = route(endpoints.updateSubscriber, ({ scope, params, body, now }) =>
  below("subscriber", updateSubscriber(scope, params.subscriber_id!, body, subscriberContext(now))),
);
export const PUT = PATCH;
export const DELETE = route(endpoints.deleteSubscriber, async ({ scope, params, query, now }) => {
  const id = params.subscriber_id!;
  if (!query.erase) return await unsubscribeSubscriber(scope, id, subscriberContext(now));
  const before = await readSubscriber(scope, id);
  await eraseSubscriber(scope, id, subscriberContext(now));
  return before;
});
