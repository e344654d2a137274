import * as endpoints from "#lib/api/manage/endpoints/team.ts";
import { listMemberSessions } from "#lib/usecases/team/list.ts";
import { revokeMemberSessions } from "#lib/usecases/team/recover.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listMemberSessions, ({ scope, params, now }) =>
  listMemberSessions(scope, params.person_id!, now),
);
export const DELETE = route(endpoints.revokeMemberSessions, ({ scope, params }) =>
  revokeMemberSessions(scope, params.person_id!),
);
