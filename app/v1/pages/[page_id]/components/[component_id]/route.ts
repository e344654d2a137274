import * as endpoints from "#lib/api/manage/endpoints/components.ts";
import { archiveComponent } from "#lib/usecases/components/archive.ts";
import { readOneComponent } from "#lib/usecases/components/read.ts";
import { updateOneComponent } from "#lib/usecases/components/update.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readComponent, ({ scope, params, now }) =>
  readOneComponent(scope, params.component_id!, now),
);
export const PATCH = route(endpoints.updateComponent, ({ scope, params, body, now }) =>
  updateOneComponent(scope, params.component_id!, body.component, now),
);
export const PUT = PATCH;
export const DELETE = route(endpoints.archiveComponent, ({ scope, params, now }) =>
  archiveComponent(scope, params.component_id!, now),
);
