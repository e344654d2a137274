import * as endpoints from "#lib/api/manage/violations/endpoints.ts";
import { resolveViolation } from "#lib/usecases/violations/resolve.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.resolveViolation, ({ scope, params, body, now }) =>
  resolveViolation(scope, params.violation_id!, body.violation, now),
);
