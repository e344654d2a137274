import * as endpoints from "#lib/api/manage/endpoints/account.ts";
import { changePassword } from "#lib/usecases/account/password.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.changePassword, ({ scope, body, now }) =>
  changePassword(scope, body, now),
);
