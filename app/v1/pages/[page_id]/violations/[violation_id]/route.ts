import * as endpoints from "#lib/api/manage/violations/endpoints.ts";
import { linkViolation } from "#lib/usecases/violations/link.ts";
import { readViolation } from "#lib/usecases/violations/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readViolation, ({ scope, params, now }) =>
  readViolation(scope, params.violation_id!, now),
);
export const PATCH = route(endpoints.linkViolation, ({ scope, params, body, now }) =>
  linkViolation(scope, params.violation_id!, body.violation, now),
);
export const PUT = PATCH;
