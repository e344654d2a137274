import * as endpoints from "#lib/api/manage/violations/endpoints.ts";
import { commentViolation } from "#lib/usecases/violations/comment.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.commentViolation, ({ scope, params, body, now }) =>
  commentViolation(scope, params.violation_id!, body.comment, now),
);
