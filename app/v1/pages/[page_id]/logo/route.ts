import * as endpoints from "#lib/api/manage/endpoints/logo.ts";
import { removeLogo, setLogo } from "#lib/usecases/images/logo.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.setLogo, ({ scope, query, body, now }) =>
  setLogo(scope, { mode: query.mode, file: body.file }, now),
);
export const DELETE = route(endpoints.removeLogo, ({ scope, query, now }) =>
  removeLogo(scope, query.mode, now),
);
