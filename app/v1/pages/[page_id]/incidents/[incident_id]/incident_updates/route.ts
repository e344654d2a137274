import * as endpoints from "#lib/api/manage/endpoints/incidents/updates.ts";
import { postUpdate } from "#lib/usecases/incidents/post.ts";
import { telling } from "#lib/usecases/incidents/tell.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.postUpdate, ({ scope, params, body, now }) =>
  telling(scope, now, (within) => postUpdate(within, params.incident_id!, body.incident_update, now)),
);
