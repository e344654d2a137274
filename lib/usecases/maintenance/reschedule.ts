import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { MaintenanceExtension, MaintenanceMove } from "#lib/domain/incidents/maintenance-input.ts";
import { requirePhase } from "#lib/domain/incidents/transitions.ts";
import { requireRunning, requireScheduled, requireWindow } from "#lib/domain/maintenance/steps.ts";
import { lockedIncident } from "../incidents/locked.ts";
import { about } from "../incidents/record.ts";
import { wordsOf } from "./act.ts";
import { moveInside, tellMove } from "./inside/move.ts";
import { auditableTimes, recorded } from "./inside/record.ts";

type Allows = typeof requireScheduled;

function moveWindow(
  scope: Scope<"incidents:write">,
  id: string,
  input: MaintenanceMove,
  now: number,
  requireStatus: Allows,
): Promise<Incident> {
  return change(scope, async (tx) => {
    const before = await lockedIncident(tx, scope, id, input.revision);
    requireWindow(before);
    requirePhase(before, "be moved", ["draft", "published"]);
    requireStatus(before, requireStatus === requireRunning ? "extended" : "rescheduled");
    const moved = await moveInside(tx, before, input, now);
    if (!moved)
      throw invalid([{ path: "incident.scheduled_until", message: "the window has these times already" }]);
    const { window, move } = moved;
    if (move !== "draft")
      return recorded(before, await tellMove(tx, scope, { window, move }, wordsOf(input), now));
    const times = { before: auditableTimes(before.maintenance), after: auditableTimes(window.maintenance) };
    return {
      result: window,
      audit: about(window, { action: "maintenance.rescheduled", ...times }),
      event: null,
    };
  });
}

/**
 * Gives a window that has not begun other times: readers are told, and the notice has its next version.
 * @throws Failure not_found, conflict (status, revision, overlap or past not confirmed), invalid
 */
export const rescheduleMaintenance = (
  scope: Scope<"incidents:write">,
  id: string,
  input: MaintenanceMove,
  now: number,
): Promise<Incident> => moveWindow(scope, id, input, now, requireScheduled);

/**
 * Moves the end of a running window. Nothing of an overrun is excused by it: the new end holds from now on.
 * @throws Failure not_found, conflict (status, revision, overlap not confirmed), invalid
 */
export const extendMaintenance = (
  scope: Scope<"incidents:write">,
  id: string,
  input: MaintenanceExtension,
  now: number,
): Promise<Incident> => moveWindow(scope, id, input, now, requireRunning);
