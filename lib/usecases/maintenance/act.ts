import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { MaintenanceAct } from "#lib/domain/incidents/maintenance-input.ts";
import { illegalTransition } from "#lib/domain/incidents/transitions.ts";
import { requireWindow } from "#lib/domain/maintenance/steps.ts";
import { lockedIncident } from "../incidents/locked.ts";
import { recorded } from "./inside/record.ts";
import { type MaintenanceStatus, stepInside, type Words } from "./inside/step.ts";

/** What is said with an act, as the steps take it. */
export const wordsOf = (input: MaintenanceAct): Words => ({
  body: input.body,
  translations: input.translations,
  deliverNotifications: input.deliver_notifications,
});

/** One act on a window as a change of its own. @throws Failure not_found, conflict, invalid */
export const act = (
  scope: Scope<"incidents:write">,
  id: string,
  to: MaintenanceStatus,
  input: MaintenanceAct,
  now: number,
): Promise<Incident> =>
  change(scope, async (tx) => {
    const before = await lockedIncident(tx, scope, id, input.revision);
    requireWindow(before);
    // Twice is no word about the same status: whoever presses the button again hears that it is done.
    if (before.status === to) throw illegalTransition(to, to, []);
    return recorded(before, await stepInside(tx, scope, before, to, wordsOf(input), now));
  });
