import * as endpoints from "#lib/api/manage/tiers/endpoints.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { createTier } from "#lib/usecases/tiers/define.ts";
import { listTiers } from "#lib/usecases/tiers/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listTiers, ({ scope, query }) => listTiers(scope, listWindow(query)));
export const POST = route(endpoints.createTier, ({ scope, body, now }) => createTier(scope, body.tier, now));
