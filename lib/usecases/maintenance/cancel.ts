import { saveComponents } from "#lib/data/incidents/components.ts";
import type { Saving } from "#lib/data/incidents/incidents.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { MaintenanceAct } from "#lib/domain/incidents/maintenance-input.ts";
import { requirePhase } from "#lib/domain/incidents/transitions.ts";
import {
  type MaintenanceWindow,
  requireScheduled,
  requireWindow,
  withoutClaims,
} from "#lib/domain/maintenance/steps.ts";
import type { Occasion } from "#lib/domain/maintenance/texts.ts";
import { lockedIncident } from "../incidents/locked.ts";
import { addUpdate } from "../incidents/say.ts";
import { wordsOf } from "./act.ts";
import { recorded } from "./inside/record.ts";
import { type MoreFields, type Stepped, type Words, wordsFor } from "./inside/step.ts";

type Ending = {
  occasion: Extract<Occasion, "cancelled" | "passed">;
  kind: string;
  /** What is stored of the window itself. */
  window?: NonNullable<Saving["window"]>;
};

/** Ends a window that never began: it claims nothing, and v2 calls it completed. */
export async function endUnbegun(
  tx: Tx,
  scope: Scope,
  window: MaintenanceWindow,
  { occasion, kind, ...saving }: Ending,
  words: Words,
  now: number,
  fields: MoreFields = {},
): Promise<Stepped> {
  const idle = withoutClaims(window);
  await saveComponents(tx, window.id, idle.components);
  const text = await wordsFor(tx, scope, occasion, window.maintenance, words);
  const { deliverNotifications = true, displayAt } = words;
  const saying = { ...text, status: "completed" as const, deliverNotifications, displayAt };
  const said = await addUpdate(tx, scope, idle, saying, now, fields, saving);
  return { ...said, kind };
}

/** The same as a cancellation. @throws Failure conflict (it has begun: complete it) */
export async function cancelInside(
  tx: Tx,
  scope: Scope,
  window: MaintenanceWindow,
  words: Words,
  now: number,
  columns: NonNullable<Saving["window"]> = {},
): Promise<Stepped> {
  requirePhase(window, "be cancelled", ["published"]);
  requireScheduled(window, "cancelled");
  const ending = { occasion: "cancelled", kind: "maintenance.cancelled" } as const;
  return await endUnbegun(
    tx,
    scope,
    window,
    { ...ending, window: { cancelledAt: now, ...columns } },
    words,
    now,
  );
}

/**
 * Calls a window off that has not begun. A running one is completed, a draft is deleted.
 * @throws Failure not_found, conflict (status, revision)
 */
export const cancelMaintenance = (
  scope: Scope<"incidents:write">,
  id: string,
  input: MaintenanceAct,
  now: number,
): Promise<Incident> =>
  change(scope, async (tx) => {
    const before = await lockedIncident(tx, scope, id, input.revision);
    requireWindow(before);
    return recorded(before, await cancelInside(tx, scope, before, wordsOf(input), now));
  });
