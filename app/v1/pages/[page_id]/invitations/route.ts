import * as endpoints from "#lib/api/manage/endpoints/team.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { inviteMember } from "#lib/usecases/team/invite.ts";
import { listInvitations } from "#lib/usecases/team/list.ts";
import { mailing } from "#lib/web/request/mailing.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listInvitations, ({ scope, query, now }) =>
  listInvitations(scope, now, listWindow(query)),
);
export const POST = route(endpoints.invite, ({ scope, body, now }) =>
  inviteMember(scope, body.invitation, now, mailing()),
);
