import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { instantField } from "#lib/domain/input/instant-field.ts";
import { lines, singleLine } from "#lib/domain/input/text.ts";
import { translations } from "#lib/domain/language.ts";
import { MAX_INCIDENT_COMPONENTS, MAX_INCIDENT_NAME_LENGTH, MAX_UPDATE_BODY_LENGTH } from "./incident.ts";

/** How many reminders a window may have, and how long before its start the earliest may be. */
export const MAX_REMINDERS = 5;
export const MAX_REMIND_MINUTES = 14 * 24 * 60;
export const DEFAULT_REMIND_MINUTES: readonly number[] = [60];

/** The rule of a series, how long before their start its windows are published, and how many series a page may have. */
export const MAX_RRULE_LENGTH = 500;
export const MAX_DURATION_MINUTES = 7 * 24 * 60;
export const MAX_NOTICE_HOURS = 90 * 24;
export const DEFAULT_NOTICE_HOURS = 168;
export const MAX_SERIES = 100;
export const MAX_PREVIEW = 50;

/** What may be unusual on purpose: without its name in `confirm` it is asked about, never silently mended. */
export const CONFIRMATIONS = ["overlap", "past", "cancel"] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];
export const confirm = z.array(z.enum(CONFIRMATIONS)).max(CONFIRMATIONS.length).optional().meta({
  description:
    "Says yes to a question that came back as 409: `overlap` (another window has one of the components at that time), `past` (the window has begun or is over), `cancel` (windows of a series are cancelled)",
});

const minutes = z
  .number()
  .int()
  .min(1, "at least 1 minute")
  .max(MAX_REMIND_MINUTES, `at most ${MAX_REMIND_MINUTES} minutes (14 days)`);
/** Longest first, none twice. */
export const remindMinutes = z
  .array(minutes)
  .max(MAX_REMINDERS, `at most ${MAX_REMINDERS} reminders`)
  .transform((list) => [...new Set(list)].sort((a, b) => b - a))
  .meta({ description: "Minutes before the start at which readers are reminded; 60 by default" });

const flag = (description: string) => z.boolean().optional().meta({ description });

/** Fields of a maintenance window beside those of every incident; the names are Statuspage's where it has one. */
export const maintenanceShape = {
  scheduled_for: instantField.nullish().meta({ description: "When the window begins" }),
  scheduled_until: instantField.nullish().meta({ description: "When the window ends" }),
  scheduled_auto_in_progress: flag("Starts by itself at scheduled_for; true by default"),
  scheduled_auto_completed: flag("Ends by itself at scheduled_until; true by default"),
  auto_transition_to_maintenance_state: flag(
    "false: its components are named and keep their state; true by default",
  ),
  auto_transition_to_operational_state: flag(
    "Taken and without effect: with the end of a window its components show their own state again",
  ),
  auto_transition_deliver_notifications_at_start: flag("Tell subscribers of the automatic start; by default"),
  auto_transition_deliver_notifications_at_end: flag("Tell subscribers of the automatic end; by default"),
  scheduled_remind_prior: flag("false: no reminder; true: one 60 minutes before, unless remind_minutes says"),
  remind_minutes: remindMinutes.optional(),
  reminder_intervals: z.unknown().optional().meta({
    description: "Taken and without effect on a window: at Statuspage it concerns open incidents",
  }),
  confirm,
} as const;

const maintenanceFields = z.object(maintenanceShape);
export type MaintenanceInput = z.output<typeof maintenanceFields>;

/** The minutes that an input means; undefined: it says nothing about them. */
export function remindMinutesOf(
  input: Pick<MaintenanceInput, "remind_minutes" | "scheduled_remind_prior">,
): number[] | undefined {
  if (input.scheduled_remind_prior === false) return [];
  return input.remind_minutes ?? (input.scheduled_remind_prior ? [...DEFAULT_REMIND_MINUTES] : undefined);
}

const body = lines(MAX_UPDATE_BODY_LENGTH);
const revision = z
  .number()
  .int()
  .min(1)
  .optional()
  .meta({ description: "The revision that was read: an older one than the stored gets 409 with the newer" });

/** What a person says with an act: all of it may be left out. */
export const maintenanceAct = z.object({
  body: body.optional().meta({ description: "Text of the update; a fixed sentence by default" }),
  translations: translations.optional(),
  deliver_notifications: z.boolean().optional(),
  revision,
});
export type MaintenanceAct = z.output<typeof maintenanceAct>;

/** The same with the new end of a running window. */
export const maintenanceExtension = maintenanceAct.extend({
  scheduled_until: instantField.meta({ description: "The new end, in the future" }),
  confirm,
});
export type MaintenanceExtension = z.output<typeof maintenanceExtension>;

const startsAt = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, "a local time of the page's zone, such as 2026-12-01T02:00")
  .meta({
    description: "Local time in the page's zone from which the rule counts; it stays the same all year",
  });
const rrule = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(MAX_RRULE_LENGTH, `at most ${MAX_RRULE_LENGTH} characters`)
  .meta({ description: "RFC 5545 without DTSTART: FREQ=MONTHLY;BYDAY=1FR" });
const durationMinutes = z
  .number()
  .int()
  .min(1, "at least 1 minute")
  .max(MAX_DURATION_MINUTES, `at most ${MAX_DURATION_MINUTES} minutes (7 days)`);

export const newSeries = z.object({
  name: singleLine(MAX_INCIDENT_NAME_LENGTH),
  body: body.optional(),
  translations: translations.optional(),
  component_ids: z
    .array(id)
    .max(MAX_INCIDENT_COMPONENTS, `at most ${MAX_INCIDENT_COMPONENTS} components`)
    .optional(),
  rrule,
  starts_at: startsAt,
  duration_minutes: durationMinutes,
  notice_hours: z
    .number()
    .int()
    .min(1, "at least 1 hour")
    .max(MAX_NOTICE_HOURS, `at most ${MAX_NOTICE_HOURS} hours (90 days)`)
    .optional()
    .meta({ description: "Windows are published so many hours before they start; 168 (a week) by default" }),
  remind_minutes: remindMinutes.optional(),
  scheduled_auto_in_progress: maintenanceShape.scheduled_auto_in_progress,
  scheduled_auto_completed: maintenanceShape.scheduled_auto_completed,
});
export type NewSeries = z.output<typeof newSeries>;

export const seriesPatch = newSeries.partial().extend({ revision, confirm });
export type SeriesPatch = z.output<typeof seriesPatch>;

export const seriesArchive = z.object({ revision, confirm });
export type SeriesArchive = z.output<typeof seriesArchive>;

export const seriesPreview = z.object({
  rrule,
  starts_at: startsAt,
  duration_minutes: durationMinutes,
  count: z.number().int().min(1).max(MAX_PREVIEW, `at most ${MAX_PREVIEW} dates`).optional(),
});
export type SeriesPreview = z.output<typeof seriesPreview>;
