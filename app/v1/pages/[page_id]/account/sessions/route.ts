import * as endpoints from "#lib/api/manage/endpoints/account.ts";
import { listOwnSessions, revokeOtherSessions } from "#lib/usecases/account/sessions.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listSessions, async ({ scope, now, sessionId }) =>
  listOwnSessions(scope, now, sessionId),
);
export const DELETE = route(endpoints.revokeOtherSessions, ({ scope, sessionId }) =>
  revokeOtherSessions(scope, sessionId),
);
