import { revokeToken } from "#lib/api/manage/endpoints/tokens.ts";
import { revokeOneToken } from "#lib/usecases/tokens/revoke.ts";
import { route } from "#lib/web/route.ts";

export const DELETE = route(revokeToken, ({ scope, params, now }) =>
  revokeOneToken(scope, params.token_id!, now),
);
