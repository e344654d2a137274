import { listShifts } from "#lib/api/manage/on-call/endpoints.ts";
import { readShifts } from "#lib/usecases/on-call/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(listShifts, ({ scope, params, query, now }) =>
  readShifts(scope, params.schedule_id!, query, now),
);
