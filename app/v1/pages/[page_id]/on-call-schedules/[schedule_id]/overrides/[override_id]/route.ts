import { removeOnCallOverride } from "#lib/api/manage/on-call/endpoints.ts";
import { removeOverride } from "#lib/usecases/on-call/override.ts";
import { route } from "#lib/web/route.ts";

export const DELETE = route(removeOnCallOverride, ({ scope, params }) =>
  removeOverride(scope, params.schedule_id!, params.override_id!),
);
