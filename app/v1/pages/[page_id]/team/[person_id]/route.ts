import * as endpoints from "#lib/api/manage/endpoints/team.ts";
import { changeMember } from "#lib/usecases/team/change.ts";
import { readMember } from "#lib/usecases/team/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readMember, ({ scope, params }) => readMember(scope, params.person_id!));
export const PATCH = route(endpoints.changeMember, ({ scope, params, body, now }) =>
  changeMember(scope, params.person_id!, body.member, now),
);
export { PATCH as PUT };
