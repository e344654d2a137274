import { z } from "zod";
import type { OnCallSchedule, Shift } from "#lib/domain/escalation/schedule.ts";
import {
  newOnCallSchedule,
  newOverride,
  onCallQuery,
  onCallSchedulePatch,
} from "#lib/domain/escalation/schedule-input.ts";
import { listQuery } from "#lib/domain/input/list.ts";
import { endpoint } from "../endpoint.ts";
import {
  overrideBody,
  overrideExample,
  presentOverride,
  presentSchedule,
  presentShift,
  scheduleBody,
  scheduleExample,
  shiftBody,
} from "./schedule.ts";

const tag = "Escalation";
const many = "/v1/pages/{page_id}/on-call-schedules";
const one = `${many}/{schedule_id}`;
const single = { answer: scheduleBody, present: presentSchedule };

export const listOnCallSchedules = endpoint({
  operationId: "listOnCallSchedules",
  methods: ["GET"],
  path: many,
  tag,
  summary: "The page's on-call schedules by name",
  permission: "page:read",
  query: listQuery,
  status: 200,
  answer: z.array(scheduleBody),
  present: (schedules: OnCallSchedule[]) => schedules.map(presentSchedule),
  example: { response: [scheduleExample] },
});

const { id: _, page_id: __, revision: ___, overrides: ____, ...request } = scheduleExample;
export const createOnCallSchedule = endpoint({
  operationId: "createOnCallSchedule",
  methods: ["POST"],
  path: many,
  tag,
  summary: "Add an on-call schedule: layers of people who take turns",
  description:
    "Turns are counted on the clock of the zone, so that they hand over at the same local time across its changes.",
  permission: "slos:write",
  body: z.object({ on_call_schedule: newOnCallSchedule }),
  status: 201,
  ...single,
  example: { request: { on_call_schedule: request }, response: { ...scheduleExample, overrides: [] } },
});

export const readOnCallSchedule = endpoint({
  operationId: "readOnCallSchedule",
  methods: ["GET"],
  path: one,
  tag,
  summary: "One on-call schedule with its overrides",
  permission: "page:read",
  status: 200,
  ...single,
  example: { response: scheduleExample },
});

export const updateOnCallSchedule = endpoint({
  operationId: "updateOnCallSchedule",
  methods: ["PATCH", "PUT"],
  path: one,
  tag,
  summary: "Change an on-call schedule; what is left out stays, layers are given whole",
  description: "With a `revision` that is not the newest the answer is 409.",
  permission: "slos:write",
  body: z.object({ on_call_schedule: onCallSchedulePatch }),
  status: 200,
  ...single,
  example: {
    request: { on_call_schedule: { name: "당직", revision: 1 } },
    response: { ...scheduleExample, name: "당직", revision: 2 },
  },
});

export const archiveOnCallSchedule = endpoint({
  operationId: "archiveOnCallSchedule",
  methods: ["DELETE"],
  path: one,
  tag,
  summary: "Take an on-call schedule out of use; 409 while policies page by it",
  permission: "slos:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});

export const listShifts = endpoint({
  operationId: "listShifts",
  methods: ["GET"],
  path: `${one}/shifts`,
  tag,
  summary: "Who is on call when, in order and without a gap; at most 92 days at once",
  permission: "page:read",
  query: onCallQuery,
  status: 200,
  answer: z.array(shiftBody),
  present: (shifts: Shift[]) => shifts.map(presentShift),
  example: {
    response: [
      {
        user_id: "u53r00000001",
        started_at: "2026-12-01T00:00:00.000Z",
        ended_at: "2026-12-08T00:00:00.000Z",
      },
    ],
  },
});

export const addOnCallOverride = endpoint({
  operationId: "addOnCallOverride",
  methods: ["POST"],
  path: `${one}/overrides`,
  tag,
  summary: "Have somebody take over for a while",
  permission: "slos:write",
  body: z.object({ override: newOverride }),
  status: 201,
  answer: overrideBody,
  present: presentOverride,
  example: {
    request: {
      override: {
        user_id: overrideExample.user_id,
        started_at: "2026-12-24T18:00:00+09:00",
        ended_at: "2026-12-25T18:00:00+09:00",
      },
    },
    response: overrideExample,
  },
});

export const removeOnCallOverride = endpoint({
  operationId: "removeOnCallOverride",
  methods: ["DELETE"],
  path: `${one}/overrides/{override_id}`,
  tag,
  summary: "Take an override back",
  permission: "slos:write",
  status: 204,
  answer: null,
  present: () => null,
  example: {},
});
