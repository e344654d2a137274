import * as endpoints from "#lib/api/manage/corrections/endpoints.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { correctPast } from "#lib/usecases/corrections/create.ts";
import { listCorrections } from "#lib/usecases/corrections/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listCorrections, ({ scope, params, query }) =>
  listCorrections(scope, params.component_id!, listWindow(query)),
);
export const POST = route(endpoints.createCorrection, ({ scope, params, body, now }) =>
  correctPast(scope, params.component_id!, body.correction, now),
);
