import { readComponentUptime } from "#lib/api/manage/endpoints/components.ts";
import { componentUptime } from "#lib/usecases/components/uptime.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(readComponentUptime, ({ scope, params, query, now }) =>
  componentUptime(scope, params.component_id!, query, now),
);
