import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { MaintenanceExtension } from "#lib/domain/incidents/maintenance-input.ts";
import { requirePhase } from "#lib/domain/incidents/transitions.ts";
import { requireRunning, requireWindow } from "#lib/domain/maintenance/steps.ts";
import { lockedIncident } from "../incidents/locked.ts";
import { wordsOf } from "./act.ts";
import { moveInside, tellMove } from "./inside/move.ts";
import { recorded } from "./inside/record.ts";

/**
 * Moves the end of a running window. Nothing of an overrun is excused by it: the new end holds from now on.
 * (Other times before it begins are a PATCH of the incident: usecases/incidents/edit.ts.)
 * @throws Failure not_found, conflict (status, revision, overlap not confirmed), invalid
 */
export function extendMaintenance(
  scope: Scope<"incidents:write">,
  id: string,
  input: MaintenanceExtension,
  now: number,
): Promise<Incident> {
  return change(scope, async (tx) => {
    const before = await lockedIncident(tx, scope, id, input.revision);
    requireWindow(before);
    requirePhase(before, "be moved", ["draft", "published"]);
    requireRunning(before, "extended");
    const moved = await moveInside(tx, before, input, now);
    if (!moved)
      throw invalid([{ path: "incident.scheduled_until", message: "the window has these times already" }]);
    const { window, move } = moved;
    if (move === "draft") throw new Error("a draft does not run");
    return recorded(before, await tellMove(tx, scope, { window, move }, wordsOf(input), now));
  });
}
