import type { Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import type { NewUpdate } from "#lib/domain/incidents/input.ts";
import { illegalTransition, phaseOf } from "#lib/domain/incidents/transitions.ts";
import { given } from "#lib/domain/input/given.ts";
import { hasNotBegun, type MaintenanceWindow } from "#lib/domain/maintenance/steps.ts";
import { reviseDraft } from "../../incidents/say.ts";
import { planInside } from "./plan.ts";
import { type MaintenanceStatus, type MoreFields, type Stepped, stepInside } from "./step.ts";

/** An update of a window as one posts it to an incident: with another status it is a step. @throws Failure conflict */
export async function postToWindow(
  tx: Tx,
  scope: Scope,
  window: MaintenanceWindow,
  input: NewUpdate & { displayAt?: number | undefined },
  now: number,
  fields: MoreFields,
): Promise<Stepped> {
  const { body, deliver_notifications: deliverNotifications, displayAt } = input;
  const { components } = await planInside(tx, window, input);
  const translations = input.translations ?? input.update_translations;
  if (phaseOf(window) === "draft") {
    if (input.status && input.status !== "scheduled")
      throw illegalTransition("a draft window", input.status, ["scheduled"]);
    const revised = given({ body, translations, components, deliverNotifications });
    return { ...(await reviseDraft(tx, scope, window, revised, now, fields)), kind: "maintenance.updated" };
  }
  if (hasNotBegun(window) && !body && (input.status ?? "scheduled") === "scheduled")
    throw invalid([
      { path: "incident_update.body", message: "needed: readers see nothing else of this update" },
    ]);
  // A status of an incident is refused with the names of those that a window may take.
  const to = (input.status ?? window.status) as MaintenanceStatus;
  const told = window.isBackfilled ? { deliverNotifications: false, displayAt } : { deliverNotifications };
  return await stepInside(tx, scope, window, to, { body, translations, components, ...told }, now, fields);
}
