import * as endpoints from "#lib/api/manage/endpoints/tokens.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { createToken } from "#lib/usecases/tokens/create.ts";
import { listPageTokens } from "#lib/usecases/tokens/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listTokens, ({ scope, query }) =>
  listPageTokens(scope, listWindow(query)),
);
export const POST = route(endpoints.createToken, ({ scope, body, now }) =>
  createToken(scope, body.token, now),
);
