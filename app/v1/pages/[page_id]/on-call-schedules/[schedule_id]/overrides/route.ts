import { addOnCallOverride } from "#lib/api/manage/on-call/endpoints.ts";
import { addOverride } from "#lib/usecases/on-call/override.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(addOnCallOverride, ({ scope, params, body, now }) =>
  addOverride(scope, params.schedule_id!, body.override, now),
);
