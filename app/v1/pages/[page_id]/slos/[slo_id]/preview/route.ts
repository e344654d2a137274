import * as endpoints from "#lib/api/manage/slos/endpoints.ts";
import { previewUpdate } from "#lib/usecases/slos/update.ts";
import { route } from "#lib/web/route.ts";

export const POST = route(endpoints.previewSlo, ({ scope, params, body }) =>
  previewUpdate(scope, params.slo_id!, body.slo),
);
