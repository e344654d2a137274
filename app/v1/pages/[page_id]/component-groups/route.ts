import * as endpoints from "#lib/api/manage/endpoints/component-groups.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { createComponentGroup } from "#lib/usecases/component-groups/create.ts";
import { listPageGroups } from "#lib/usecases/component-groups/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listComponentGroups, ({ scope, query }) =>
  listPageGroups(scope, listWindow(query)),
);
export const POST = route(endpoints.createComponentGroup, ({ scope, body, now }) =>
  createComponentGroup(scope, { description: body.description, ...body.component_group }, now),
);
