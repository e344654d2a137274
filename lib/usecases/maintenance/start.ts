import type { Scope } from "#lib/data/scope.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { MaintenanceAct } from "#lib/domain/incidents/maintenance-input.ts";
import { act } from "./act.ts";

/** Begins a window now. Before its announced start this moves the start: a new version of the notice. @throws Failure not_found, conflict (status, revision) */
export const startMaintenance = (
  scope: Scope<"incidents:write">,
  id: string,
  input: MaintenanceAct,
  now: number,
): Promise<Incident> => act(scope, id, "in_progress", input, now);
