import * as endpoints from "#lib/api/manage/endpoints/component-groups.ts";
import { deleteComponentGroup } from "#lib/usecases/component-groups/delete.ts";
import { readOneGroup } from "#lib/usecases/component-groups/read.ts";
import { updateComponentGroup } from "#lib/usecases/component-groups/update.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readComponentGroup, ({ scope, params }) =>
  readOneGroup(scope, params.component_group_id!),
);
export const PATCH = route(endpoints.updateComponentGroup, ({ scope, params, body, now }) => {
  const patch = { description: body.description, ...body.component_group };
  return updateComponentGroup(scope, params.component_group_id!, patch, now);
});
export const PUT = PATCH;
export const DELETE = route(endpoints.deleteComponentGroup, ({ scope, params, now }) =>
  deleteComponentGroup(scope, params.component_group_id!, now),
);
