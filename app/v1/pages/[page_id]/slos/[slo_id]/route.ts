import * as endpoints from "#lib/api/manage/slos/endpoints.ts";
import { archiveSlo } from "#lib/usecases/slos/archive.ts";
import { readSlo } from "#lib/usecases/slos/read.ts";
import { updateSlo } from "#lib/usecases/slos/update.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readSlo, ({ scope, params }) => readSlo(scope, params.slo_id!));
export const PATCH = route(endpoints.updateSlo, ({ scope, params, body, now }) =>
  updateSlo(scope, params.slo_id!, body.slo, now),
);
export const PUT = PATCH;
export const DELETE = route(endpoints.archiveSlo, ({ scope, params, now }) =>
  archiveSlo(scope, params.slo_id!, now),
);
