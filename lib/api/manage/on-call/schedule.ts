import { z } from "zod";
import type { OnCallOverride, OnCallSchedule, Shift } from "#lib/domain/escalation/schedule.ts";
import { id } from "#lib/domain/id.ts";
import { instant, instantText } from "../instant.ts";

const hours = z.object({
  days: z.array(z.number().int()),
  from_minute: z.number().int(),
  until_minute: z.number().int(),
});

export const overrideBody = z
  .object({ id, user_id: z.string(), started_at: instant, ended_at: instant })
  .meta({ id: "OnCallOverride" });

export const presentOverride = (given: OnCallOverride): z.infer<typeof overrideBody> => ({
  id: given.id,
  user_id: given.userId,
  started_at: instantText(given.startedAt),
  ended_at: instantText(given.endedAt),
});

/** Who takes turns. */
export const scheduleBody = z
  .object({
    id,
    page_id: id,
    name: z.string(),
    time_zone: z.string(),
    layers: z
      .array(
        z.object({
          name: z.string(),
          user_ids: z.array(z.string()),
          starts_at: z.string().meta({ description: "Local time in the zone of the schedule" }),
          turn_seconds: z.number().int(),
          hours: hours.nullable(),
        }),
      )
      .meta({ description: "Later layers stand above earlier ones" }),
    overrides: z.array(overrideBody).meta({ description: "Of two that overlap the later made wins" }),
    revision: z.number().int(),
  })
  .meta({ id: "OnCallSchedule" });

export const presentSchedule = (schedule: OnCallSchedule): z.infer<typeof scheduleBody> => ({
  id: schedule.id,
  page_id: schedule.pageId,
  name: schedule.name,
  time_zone: schedule.timeZone,
  layers: schedule.layers.map(({ name, userIds, startsAt, turnSeconds, hours: within }) => ({
    ...{ name, user_ids: userIds, starts_at: startsAt, turn_seconds: turnSeconds },
    hours: within && { days: within.days, from_minute: within.fromMinute, until_minute: within.untilMinute },
  })),
  overrides: schedule.overrides.map(presentOverride),
  revision: schedule.revision,
});

export const shiftBody = z
  .object({
    user_id: z.string().nullable().meta({ description: "null: nobody" }),
    started_at: instant,
    ended_at: instant,
  })
  .meta({ id: "Shift" });

export const presentShift = ({ userId, startedAt, endedAt }: Shift): z.infer<typeof shiftBody> => ({
  user_id: userId,
  started_at: instantText(startedAt),
  ended_at: instantText(endedAt),
});

export const overrideExample: z.infer<typeof overrideBody> = {
  id: "0v3rr1d30001",
  user_id: "u53r00000002",
  started_at: "2026-12-24T09:00:00.000Z",
  ended_at: "2026-12-25T09:00:00.000Z",
};

export const scheduleExample: z.infer<typeof scheduleBody> = {
  id: "5ch3du130001",
  page_id: "p0qjfl24znv5",
  name: "플랫폼 당직",
  time_zone: "Asia/Seoul",
  layers: [
    {
      name: "주간 교대",
      user_ids: ["u53r00000001", "u53r00000002"],
      starts_at: "2026-12-01T09:00",
      turn_seconds: 604_800,
      hours: null,
    },
  ],
  overrides: [overrideExample],
  revision: 1,
};
