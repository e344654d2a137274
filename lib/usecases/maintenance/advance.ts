import { pool } from "#lib/data/db.ts";
import { lockIncident } from "#lib/data/incidents/incidents.ts";
import { type DueWindow, readDueWindows, readNextMoment } from "#lib/data/maintenance/due.ts";
import { authorize, type Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { nextDisplayAt } from "#lib/domain/incidents/lifecycle.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import { isWindow, type MaintenanceWindow } from "#lib/domain/maintenance/steps.ts";
import { endUnbegun } from "./cancel.ts";
import { recorded } from "./inside/record.ts";
import { type Stepped, stepInside } from "./inside/step.ts";

/** The product itself, acting for windows. */
export const maintenanceScope = (pageId: string): Scope<"incidents:write"> =>
  authorize({ kind: "system", id: "maintenance", pageId: null }, "incidents:write", pageId);

/** It came true at its announced time, but is told after whatever was told before. */
const announcedAt = (window: MaintenanceWindow, at: number): number => nextDisplayAt(window.updates, at);

/**
 * A window that nobody was there for: it is closed with a sentence that says so, and claims nothing. It tells nobody that
 * it "starts" hours later.
 */
const skip = (tx: Tx, scope: Scope, window: MaintenanceWindow, now: number): Promise<Stepped> =>
  endUnbegun(
    tx,
    scope,
    window,
    { occasion: "passed", kind: "maintenance.completed" },
    { deliverNotifications: false, displayAt: announcedAt(window, window.maintenance.scheduledUntil) },
    now,
  );

/** What is due of a window; null: nothing (any more). */
async function nextStep(tx: Tx, scope: Scope, window: MaintenanceWindow, now: number) {
  const { status, maintenance } = window;
  const { scheduledFor, scheduledUntil, startsItself, endsItself } = maintenance;
  if (status === "scheduled" && startsItself && scheduledFor <= now) {
    if (scheduledUntil <= now) return await skip(tx, scope, window, now);
    const words = {
      deliverNotifications: maintenance.notifiesAtStart,
      displayAt: announcedAt(window, scheduledFor),
    };
    return await stepInside(tx, scope, window, "in_progress", words, now);
  }
  const isRunning = status === "in_progress" || status === "verifying";
  if (!isRunning || !endsItself || scheduledUntil > now) return null;
  const words = {
    deliverNotifications: maintenance.notifiesAtEnd,
    displayAt: announcedAt(window, scheduledUntil),
  };
  return await stepInside(tx, scope, window, "completed", words, now);
}

/** Under the window's lock: of several workers the first does it, and the others find it done. */
async function advanceOne({ id, pageId }: DueWindow, now: number): Promise<boolean> {
  const scope = maintenanceScope(pageId);
  return await change(scope, async (tx) => {
    const window = await lockIncident(tx, pageId, id);
    const isLive = window && isWindow(window) && phaseOf(window) === "published";
    const stepped = isLive ? await nextStep(tx, scope, window, now) : null;
    if (!stepped || !isLive) return { result: false, audit: null, event: null };
    return { ...recorded(window, stepped), result: true };
  });
}

/** Does `work` for each; one that fails keeps nobody from his turn, and is told at the end. */
export async function forEach(windows: readonly DueWindow[], work: (window: DueWindow) => Promise<boolean>) {
  let done = 0;
  let failure: unknown;
  for (const window of windows)
    try {
      if (await work(window)) done += 1;
    } catch (error) {
      failure ??= error;
    }
  if (failure !== undefined) throw failure;
  return done;
}

/**
 * Starts and ends every window that does so by itself and whose time has come. A worker that was away starts a late
 * window once and skips one that is over. Returns how many steps it took.
 */
export const advanceMaintenance = async (now: number): Promise<number> =>
  await forEach(await readDueWindows(pool(), now), (window) => advanceOne(window, now));

/** When (ms) something is due next; null: nothing is planned. */
export const nextMoment = (now: number): Promise<number | null> => readNextMoment(pool(), now);
