import { readSloEvidence as endpoint } from "#lib/api/manage/slos/evidence.ts";
import { readSloEvidence } from "#lib/usecases/slos/evidence.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoint, ({ scope, params, query, now }) =>
  readSloEvidence(scope, params.slo_id!, query, now),
);
