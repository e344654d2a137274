import * as endpoints from "#lib/api/manage/endpoints/components.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { createComponent } from "#lib/usecases/components/create.ts";
import { listPageComponents } from "#lib/usecases/components/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listComponents, ({ scope, query, now }) =>
  listPageComponents(scope, { archived: query.archived ?? false, window: listWindow(query) }, now),
);
export const POST = route(endpoints.createComponent, ({ scope, body, now }) =>
  createComponent(scope, body.component, now),
);
