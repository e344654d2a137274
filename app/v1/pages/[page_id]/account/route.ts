import * as endpoints from "#lib/api/manage/endpoints/account.ts";
import { readAccount } from "#lib/usecases/account/read.ts";
import { updateAccount } from "#lib/usecases/account/update.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readAccount, ({ scope }) => readAccount(scope));
export const PATCH = route(endpoints.updateAccount, ({ scope, body }) => updateAccount(scope, body.account));
export { PATCH as PUT };
