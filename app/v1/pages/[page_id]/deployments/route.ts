import * as endpoints from "#lib/api/manage/deployments/endpoints.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { listDeployments } from "#lib/usecases/deployments/list.ts";
import { tellDeployment } from "#lib/usecases/deployments/tell.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listDeployments, ({ scope, query }) =>
  listDeployments(
    scope,
    { componentId: query.component_id, from: query.from, until: query.until },
    listWindow(query),
  ),
);

export const POST = route(endpoints.tellDeployment, ({ scope, body, now }) =>
  tellDeployment(scope, body.deployment, now),
);
