import * as endpoints from "#lib/api/manage/corrections/endpoints.ts";
import { revokeCorrection } from "#lib/usecases/corrections/revoke.ts";
import { route } from "#lib/web/route.ts";

export const DELETE = route(endpoints.revokeCorrection, ({ scope, params, now }) =>
  revokeCorrection(scope, params.component_id!, params.correction_id!, now),
);
