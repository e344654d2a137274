import * as endpoints from "#lib/api/manage/subscribers/endpoints.ts";
import { listSubscribers } from "#lib/usecases/subscribers/desk/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listUnsubscribed, ({ scope, query }) =>
  listSubscribers(scope, {
    ...{ state: "unsubscribed", sort: "unsubscribed_at" },
    ...{ limit: query.limit ?? query.per_page, page: query.page },
  }),
);
