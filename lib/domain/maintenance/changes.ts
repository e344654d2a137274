import { Failure, invalid } from "#lib/domain/errors.ts";
import type { MaintenanceFields } from "#lib/domain/incidents/incident.ts";
import { type MaintenanceInput, remindMinutesOf } from "#lib/domain/incidents/maintenance-input.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import { given } from "#lib/domain/input/given.ts";
import { type MaintenanceWindow, requireRunning, requireScheduled } from "./steps.ts";
import type { WindowTimes } from "./window.ts";

type Settings = Pick<
  MaintenanceFields,
  "startsItself" | "endsItself" | "notifiesAtStart" | "notifiesAtEnd" | "remindMinutes"
>;

/** What a patch changes of how a window behaves by itself. */
export const settingsPatch = (patch: MaintenanceInput): Partial<Settings> =>
  given({
    startsItself: patch.scheduled_auto_in_progress,
    endsItself: patch.scheduled_auto_completed,
    notifiesAtStart: patch.auto_transition_deliver_notifications_at_start,
    notifiesAtEnd: patch.auto_transition_deliver_notifications_at_end,
    remindMinutes: remindMinutesOf(patch),
  });

/** The times that a patch asks for; null: those that the window has. */
export function movedTimes(
  { maintenance }: MaintenanceWindow,
  patch: Pick<MaintenanceInput, "scheduled_for" | "scheduled_until">,
): WindowTimes | null {
  const times = {
    scheduledFor: patch.scheduled_for ?? maintenance.scheduledFor,
    scheduledUntil: patch.scheduled_until ?? maintenance.scheduledUntil,
  };
  const isSame =
    times.scheduledFor === maintenance.scheduledFor && times.scheduledUntil === maintenance.scheduledUntil;
  return isSame ? null : times;
}

/** How new times are told: nobody sees a draft; before its start a window is rescheduled, while it runs its end moves. */
export type Move = "draft" | "rescheduled" | "extended";

/**
 * @throws Failure conflict (over, or a start that has been), invalid (times that have passed)
 */
export function moveOf(window: MaintenanceWindow, times: WindowTimes, now: number): Move {
  if (phaseOf(window) === "draft") return "draft";
  const isRunning = window.status === "in_progress" || window.status === "verifying";
  const isOver = times.scheduledUntil <= now;
  if (isOver && (isRunning || window.status === "scheduled"))
    throw invalid([{ path: "incident.scheduled_until", message: "must lie in the future" }]);
  if (!isRunning) {
    requireScheduled(window, "rescheduled");
    return "rescheduled";
  }
  requireRunning(window, "extended");
  if (times.scheduledFor !== window.maintenance.scheduledFor)
    throw new Failure("conflict", "The window has begun: only its end can move", {
      faults: [{ path: "incident.scheduled_for", message: "has passed" }],
    });
  return "extended";
}
