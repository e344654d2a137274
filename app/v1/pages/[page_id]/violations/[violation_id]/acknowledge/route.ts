import * as endpoints from "#lib/api/manage/violations/endpoints.ts";
import { acknowledgeViolation } from "#lib/usecases/violations/acknowledge.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.acknowledgeViolation, ({ scope, params, body, now }) =>
  acknowledgeViolation(scope, params.violation_id!, body.violation, now),
);
