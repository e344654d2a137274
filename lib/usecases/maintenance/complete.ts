import type { Scope } from "#lib/data/scope.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { MaintenanceAct } from "#lib/domain/incidents/maintenance-input.ts";
import { act } from "./act.ts";

/** Ends a running window now, before or after its announced end. @throws Failure not_found, conflict (status, revision) */
export const completeMaintenance = (
  scope: Scope<"incidents:write">,
  id: string,
  input: MaintenanceAct,
  now: number,
): Promise<Incident> => act(scope, id, "completed", input, now);
