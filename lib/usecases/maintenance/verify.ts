import type { Scope } from "#lib/data/scope.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { MaintenanceAct } from "#lib/domain/incidents/maintenance-input.ts";
import { act } from "./act.ts";

/** The work of a running window is done and its result is looked at; it still claims its components. @throws Failure not_found, conflict (status, revision) */
export const verifyMaintenance = (
  scope: Scope<"incidents:write">,
  id: string,
  input: MaintenanceAct,
  now: number,
): Promise<Incident> => act(scope, id, "verifying", input, now);
