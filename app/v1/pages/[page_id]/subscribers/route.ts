import { statesOf } from "#lib/api/manage/subscribers/asked.ts";
import * as endpoints from "#lib/api/manage/subscribers/endpoints.ts";
import { createSubscriber } from "#lib/usecases/subscribers/desk/create.ts";
import { listSubscribers } from "#lib/usecases/subscribers/desk/list.ts";
import { below } from "#lib/usecases/subscribers/desk/paths.ts";
import { subscriberContext } from "#lib/web/request/subscriber-context.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listSubscribers, ({ scope, query }) =>
  listSubscribers(scope, {
    ...{ q: query.q, channel: query.type, states: statesOf(query.state), componentId: query.component_id },
    ...{ sort: query.sort_field ?? "primary", direction: query.sort_direction ?? "asc" },
    ...{ limit: query.limit ?? query.per_page, page: query.page },
  }),
);
export const POST = route(endpoints.createSubscriber, ({ scope, body, now }) =>
  below("subscriber", createSubscriber(scope, body.subscriber, subscriberContext(now))),
);
