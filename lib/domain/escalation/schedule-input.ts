import { z } from "zod";
import { instantField } from "../input/instant-field.ts";
import { singleLine } from "../input/text.ts";
import { timeZone } from "../page/page.ts";
import type { Rotation } from "./schedule.ts";

export const MAX_SCHEDULES = 50;
export const MAX_OVERRIDES = 500;
/** Shifts are told of at most so long. */
export const MAX_SHIFTS_MS = 92 * 86_400_000;
const MAX_LAYERS = 10;
const MAX_PEOPLE = 50;
const HOUR_SECONDS = 3_600;
const MAX_TURN_SECONDS = 366 * 86_400;
const MINUTES_A_DAY = 1_440;

const user = z.string().min(1).max(64);
const localTime = z
  .string()
  .regex(
    /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/,
    "a local time such as 2026-12-01T09:00",
  )
  .refine(
    (text) => new Date(`${text}Z`).toISOString().slice(0, 10) === text.slice(0, 10),
    "a local time such as 2026-12-01T09:00",
  );

const hours = z
  .object({
    days: z.array(z.number().int().min(1).max(7)).min(1, "at least one day").max(7),
    from_minute: z
      .number()
      .int()
      .min(0)
      .max(MINUTES_A_DAY - 1),
    until_minute: z.number().int().min(1).max(MINUTES_A_DAY),
  })
  .meta({
    description:
      "Weekdays 1 (Monday) to 7 and minutes of the local day; an end that is not after the beginning is one of the next day",
  });

export const rotation = z.object({
  name: singleLine(100),
  user_ids: z.array(user).min(1, "at least one person").max(MAX_PEOPLE, `at most ${MAX_PEOPLE} people`),
  starts_at: localTime.meta({ description: "Local time in the zone of the schedule" }),
  turn_seconds: z
    .number()
    .int()
    .min(HOUR_SECONDS, "at least an hour (3600)")
    .max(MAX_TURN_SECONDS)
    .meta({ description: "Counted on the clock of the zone: 86400 hands over at the same time every day" }),
  hours: hours.nullable().default(null),
});

const layers = z
  .array(rotation)
  .max(MAX_LAYERS, `at most ${MAX_LAYERS} layers`)
  .meta({ description: "Later layers stand above earlier ones" });

export const newOnCallSchedule = z.object({
  name: singleLine(100),
  time_zone: timeZone,
  layers: layers.default([]),
});
export type NewOnCallSchedule = z.output<typeof newOnCallSchedule>;

export const onCallSchedulePatch = z
  .object({ name: singleLine(100), time_zone: timeZone, layers, revision: z.number().int().min(1) })
  .partial();
export type OnCallSchedulePatch = z.output<typeof onCallSchedulePatch>;

export const newOverride = z
  .object({ user_id: user, started_at: instantField, ended_at: instantField })
  .superRefine(({ started_at, ended_at }, { addIssue }) => {
    if (ended_at <= started_at)
      addIssue({ code: "custom", path: ["ended_at"], message: "must be after the start" });
  });
export type NewOverride = z.output<typeof newOverride>;

export const onCallQuery = z.object({
  from: instantField.optional().meta({ description: "Shifts from this instant; now, if left out" }),
  until: instantField.optional().meta({ description: "Shifts until this instant; four weeks, if left out" }),
});
export type OnCallQuery = z.output<typeof onCallQuery>;

/** Layers of an input as the domain knows them. */
export const toLayers = (given: z.output<typeof layers>): Rotation[] =>
  given.map(({ name, user_ids, starts_at, turn_seconds, hours: within }) => ({
    name,
    userIds: user_ids,
    startsAt: starts_at,
    turnSeconds: turn_seconds,
    hours: within && {
      days: within.days,
      fromMinute: within.from_minute,
      untilMinute: within.until_minute,
    },
  }));
