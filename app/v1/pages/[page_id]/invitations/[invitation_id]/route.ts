import * as endpoints from "#lib/api/manage/endpoints/team.ts";
import { withdrawInvitation } from "#lib/usecases/team/invite.ts";
import { route } from "#lib/web/route.ts";

export const DELETE = route(endpoints.withdrawInvitation, ({ scope, params, now }) =>
  withdrawInvitation(scope, params.invitation_id!, now),
);
