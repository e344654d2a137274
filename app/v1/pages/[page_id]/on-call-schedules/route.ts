import * as endpoints from "#lib/api/manage/on-call/endpoints.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import { createSchedule } from "#lib/usecases/on-call/define.ts";
import { listOnCall } from "#lib/usecases/on-call/read.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listOnCallSchedules, ({ scope, query }) =>
  listOnCall(scope, listWindow(query)),
);
export const POST = route(endpoints.createOnCallSchedule, ({ scope, body, now }) =>
  createSchedule(scope, body.on_call_schedule, now),
);
