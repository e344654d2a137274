import { saveComponents } from "#lib/data/incidents/components.ts";
import type { Tx } from "#lib/data/tx.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { IncidentPatch } from "#lib/domain/incidents/input.ts";
import { statesMeant } from "#lib/domain/maintenance/plan.ts";
import { hasNotBegun } from "#lib/domain/maintenance/steps.ts";

type Planning = Pick<IncidentPatch, "status" | "components" | "auto_transition_to_maintenance_state">;

/**
 * Takes what a window that has not begun will claim, and returns what else is said: a plan changes no state yet, so it is
 * no news of its own. The caller holds the lock and has checked the components.
 */
export async function planInside<P extends Planning>(tx: Tx, window: Incident, said: P): Promise<P> {
  const isBeginning = said.status !== undefined && said.status !== "scheduled";
  if (!hasNotBegun(window) || isBeginning) return said;
  const states = statesMeant(window, said);
  await saveComponents(
    tx,
    window.id,
    [...states].map(([componentId, state]) => ({ componentId, state })),
  );
  return { ...said, components: undefined };
}
