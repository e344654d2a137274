import * as endpoints from "#lib/api/manage/slos/endpoints.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { listSloVersions } from "#lib/usecases/slos/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listSloVersions, ({ scope, params, query }) =>
  listSloVersions(scope, params.slo_id!, listWindow(query)),
);
