import * as endpoints from "#lib/api/manage/endpoints/team.ts";
import { createResetLink } from "#lib/usecases/team/recover.ts";
import { mailing } from "#lib/web/request/mailing.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.createResetLink, ({ scope, params, now }) =>
  createResetLink(scope, params.person_id!, now, mailing()),
);
