import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import type { MaintenanceFields } from "#lib/domain/incidents/incident.ts";
import { instant, instantText, instantTextOrNull } from "../instant.ts";

/** Of a maintenance window; of other incidents null or false, as at Statuspage. */
export const windowFields = {
  scheduled_for: instant.nullable(),
  scheduled_until: instant.nullable(),
  scheduled_remind_prior: z.boolean(),
  scheduled_reminded_at: instant.nullable(),
  scheduled_auto_in_progress: z.boolean(),
  scheduled_auto_completed: z.boolean(),
  auto_transition_to_maintenance_state: z.boolean(),
  auto_transition_to_operational_state: z.boolean(),
  auto_transition_deliver_notifications_at_start: z.boolean(),
  auto_transition_deliver_notifications_at_end: z.boolean(),
  remind_minutes: z.array(z.number().int()),
  cancelled_at: instant.nullable(),
  series_id: id.nullable(),
  occurrence_at: instant.nullable(),
  notices: z
    .array(
      z.object({
        version: z.number().int(),
        scheduled_for: instant,
        scheduled_until: instant,
        notice_at: instant,
      }),
    )
    .meta({ description: "Each version of the times, oldest first, and when readers were told of it" }),
};

type Fields = { [K in keyof typeof windowFields]: z.infer<(typeof windowFields)[K]> };

const NONE: Fields = {
  scheduled_for: null,
  scheduled_until: null,
  scheduled_remind_prior: false,
  scheduled_reminded_at: null,
  scheduled_auto_in_progress: false,
  scheduled_auto_completed: false,
  auto_transition_to_maintenance_state: false,
  auto_transition_to_operational_state: false,
  auto_transition_deliver_notifications_at_start: false,
  auto_transition_deliver_notifications_at_end: false,
  remind_minutes: [],
  cancelled_at: null,
  series_id: null,
  occurrence_at: null,
  notices: [],
};

/** `keepsStates`: it names components, but claims nothing of them. */
export function presentWindow(window: MaintenanceFields | null, keepsStates = false): Fields {
  if (!window) return NONE;
  return {
    scheduled_for: instantText(window.scheduledFor),
    scheduled_until: instantText(window.scheduledUntil),
    scheduled_remind_prior: window.remindMinutes.length > 0,
    scheduled_reminded_at: instantTextOrNull(window.remindedAt),
    scheduled_auto_in_progress: window.startsItself,
    scheduled_auto_completed: window.endsItself,
    auto_transition_to_maintenance_state: !keepsStates,
    auto_transition_to_operational_state: true,
    auto_transition_deliver_notifications_at_start: window.notifiesAtStart,
    auto_transition_deliver_notifications_at_end: window.notifiesAtEnd,
    remind_minutes: window.remindMinutes,
    cancelled_at: instantTextOrNull(window.cancelledAt),
    series_id: window.seriesId,
    occurrence_at: instantTextOrNull(window.occurrenceAt),
    notices: window.notices.map((notice) => ({
      version: notice.version,
      scheduled_for: instantText(notice.scheduledFor),
      scheduled_until: instantText(notice.scheduledUntil),
      notice_at: instantText(notice.noticeAt),
    })),
  };
}
