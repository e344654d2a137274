import * as endpoints from "#lib/api/manage/slos/endpoints.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { definitionOf } from "#lib/domain/slo/defining/input.ts";
import { defineSlo } from "#lib/usecases/slos/define.ts";
import { listSlos } from "#lib/usecases/slos/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listSlos, ({ scope, query }) =>
  listSlos(scope, { archived: query.archived ?? false, window: listWindow(query) }),
);
export const POST = route(endpoints.createSlo, ({ scope, body, now }) =>
  defineSlo(scope, definitionOf(body.slo), now, { mode: "new" }),
);
