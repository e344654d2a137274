import * as endpoints from "#lib/api/manage/on-call/endpoints.ts";
import { archiveSchedule } from "#lib/usecases/on-call/archive.ts";
import { updateSchedule } from "#lib/usecases/on-call/define.ts";
import { readSchedule } from "#lib/usecases/on-call/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.readOnCallSchedule, ({ scope, params }) =>
  readSchedule(scope, params.schedule_id!),
);
export const PATCH = route(endpoints.updateOnCallSchedule, ({ scope, params, body, now }) =>
  updateSchedule(scope, params.schedule_id!, body.on_call_schedule, now),
);
export const PUT = PATCH;
export const DELETE = route(endpoints.archiveOnCallSchedule, ({ scope, params, now }) =>
  archiveSchedule(scope, params.schedule_id!, now),
);
