import * as endpoints from "#lib/api/manage/slos/endpoints.ts";
import { exportOpenSlo } from "#lib/usecases/slos/export.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.exportSlos, ({ scope, query }) =>
  exportOpenSlo(scope, { slo: query.slo }),
);
