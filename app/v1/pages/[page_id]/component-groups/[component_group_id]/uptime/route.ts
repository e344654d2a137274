import { readComponentGroupUptime } from "#lib/api/manage/endpoints/component-groups.ts";
import { groupUptime } from "#lib/usecases/components/uptime.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(readComponentGroupUptime, ({ scope, params, query, now }) =>
  groupUptime(scope, params.component_group_id!, query, now),
);
