import * as endpoints from "#lib/api/manage/endpoints/account.ts";
import { revokeOwnSession } from "#lib/usecases/account/sessions.ts";
import { route } from "#lib/web/route.ts";

export const DELETE = route(endpoints.revokeSession, ({ scope, params }) =>
  revokeOwnSession(scope, params.session_id!),
);
