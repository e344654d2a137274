import { readIncidentRow } from "#lib/data/incidents/incidents.ts";
import { lockUntouched } from "#lib/data/maintenance/series.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Audit, Event, Tx } from "#lib/data/tx.ts";
import type { Confirmation } from "#lib/domain/incidents/maintenance-input.ts";
import type { MaintenanceSeries } from "#lib/domain/maintenance/series.ts";
import { isWindow, type MaintenanceWindow } from "#lib/domain/maintenance/steps.ts";
import { requireConfirmed } from "#lib/domain/maintenance/window.ts";
import { cancelInside } from "../maintenance/cancel.ts";
import { recorded } from "../maintenance/inside/record.ts";

/** Windows of the series that are still to come and that nobody has touched; locked. */
export async function untouched(tx: Tx, series: MaintenanceSeries): Promise<MaintenanceWindow[]> {
  const windows: MaintenanceWindow[] = [];
  for (const id of await lockUntouched(tx, series.pageId, series.id)) {
    const window = await readIncidentRow(series.pageId, id, tx);
    if (window && isWindow(window)) windows.push(window);
  }
  return windows;
}

/**
 * Calls windows off that their series does not hold any more, after asking. Their dates are free again, should the
 * series return to them. @throws Failure conflict with a fault `confirm.cancel`
 */
export async function withdraw(
  tx: Tx,
  scope: Scope,
  windows: readonly MaintenanceWindow[],
  confirm: readonly Confirmation[] | undefined,
  now: number,
): Promise<{ audits: Audit[]; events: Event[] }> {
  const count = windows.length;
  const message = `${count} announced ${count === 1 ? "window is" : "windows are"} still to come and would be cancelled`;
  requireConfirmed(count > 0 ? [{ about: "cancel", message }] : [], confirm);
  const audits: Audit[] = [];
  const events: Event[] = [];
  for (const window of windows) {
    const cancelled = await cancelInside(tx, scope, window, {}, now, { occurrenceAt: null });
    const { audit, event } = recorded(window, cancelled);
    audits.push(audit);
    if (event) events.push(event);
  }
  return { audits, events };
}
