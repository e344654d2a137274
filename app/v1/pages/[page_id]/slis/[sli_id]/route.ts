import * as endpoints from "#lib/api/manage/slis/endpoints.ts";
import { archiveSli } from "#lib/usecases/slis/archive.ts";
import { updateSli } from "#lib/usecases/slis/define.ts";
import { readSli } from "#lib/usecases/slis/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readSli, ({ scope, params }) => readSli(scope, params.sli_id!));
export const PATCH = route(endpoints.updateSli, ({ scope, params, body, now }) =>
  updateSli(scope, params.sli_id!, body.sli, now),
);
export const PUT = PATCH;
export const DELETE = route(endpoints.archiveSli, ({ scope, params, now }) =>
  archiveSli(scope, params.sli_id!, now),
);
