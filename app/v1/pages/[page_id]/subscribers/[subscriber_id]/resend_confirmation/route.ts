import * as endpoints from "#lib/api/manage/subscribers/endpoints.ts";
import { resendConfirmation } from "#lib/usecases/subscribers/desk/states.ts";
import { subscriberContext } from "#lib/web/request/subscriber-context.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.resendConfirmation, ({ scope, params, now }) =>
  resendConfirmation(scope, params.subscriber_id!, subscriberContext(now)),
);
