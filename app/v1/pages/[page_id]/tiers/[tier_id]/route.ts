import * as endpoints from "#lib/api/manage/tiers/endpoints.ts";
import { archiveTier } from "#lib/usecases/tiers/archive.ts";
import { updateTier } from "#lib/usecases/tiers/define.ts";
import { readTier } from "#lib/usecases/tiers/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readTier, ({ scope, params }) => readTier(scope, params.tier_id!));
export const PATCH = route(endpoints.updateTier, ({ scope, params, body, now }) =>
  updateTier(scope, params.tier_id!, body.tier, now),
);
export const PUT = PATCH;
export const DELETE = route(endpoints.archiveTier, ({ scope, params, now }) =>
  archiveTier(scope, params.tier_id!, now),
);
