import * as endpoints from "#lib/api/manage/endpoints/team.ts";
import { removeSecondFactor } from "#lib/usecases/team/recover.ts";
import { route } from "#lib/web/route.ts";

export const DELETE = route(endpoints.removeSecondFactor, ({ scope, params }) =>
  removeSecondFactor(scope, params.person_id!),
);
