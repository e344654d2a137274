import { type IncidentFields, readIncidentRow, saveIncident } from "#lib/data/incidents/incidents.ts";
import { insertNotice } from "#lib/data/maintenance/notices.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import type { Confirmation, MaintenanceInput } from "#lib/domain/incidents/maintenance-input.ts";
import { type Move, movedTimes, moveOf } from "#lib/domain/maintenance/changes.ts";
import { isWindow, type MaintenanceWindow } from "#lib/domain/maintenance/steps.ts";
import type { WindowTimes } from "#lib/domain/maintenance/window.ts";
import { addUpdate } from "../../incidents/say.ts";
import { askFirst, requireTimes } from "./questions.ts";
import { type Stepped, type Words, wordsFor } from "./step.ts";

export type Moving = Pick<MaintenanceInput, "scheduled_for" | "scheduled_until"> & {
  confirm?: readonly Confirmation[] | undefined;
};

/** The window with its new times and their notice, as the next writer within the change sees it. */
async function withTimes(
  tx: Tx,
  window: MaintenanceWindow,
  times: WindowTimes,
  move: Move,
  now: number,
): Promise<MaintenanceWindow> {
  const startedAt = move === "extended" ? {} : { startedAt: times.scheduledFor };
  await saveIncident(tx, window, startedAt, now, { window: times });
  if (move !== "draft") await insertNotice(tx, window, times, now);
  const moved = (await readIncidentRow(window.pageId, window.id, tx))!;
  if (!isWindow(moved)) throw new Error("a window stays a window");
  return moved;
}

/**
 * Gives a window other times within a change: asked about, checked, with the next version of its notice. Null: they are
 * what they were. The caller holds its lock and tells readers. @throws Failure invalid, conflict
 */
export async function moveInside(
  tx: Tx,
  window: MaintenanceWindow,
  moving: Moving,
  now: number,
): Promise<{ window: MaintenanceWindow; move: Move } | null> {
  const times = movedTimes(window, moving);
  if (!times) return null;
  requireTimes(times, now);
  const move = moveOf(window, times, now);
  const { id, pageId } = window;
  const componentIds = window.components.map(({ componentId }) => componentId);
  const asked = { id, pageId, ...times, componentIds, isPastMeant: move === "extended" };
  if (move !== "draft") await askFirst(tx, asked, moving.confirm, now);
  return { window: await withTimes(tx, window, times, move, now), move };
}

/** Tells readers of new times, in the author's words or in ours. */
export async function tellMove(
  tx: Tx,
  scope: Scope,
  { window, move }: { window: MaintenanceWindow; move: Exclude<Move, "draft"> },
  words: Words,
  now: number,
  fields: Partial<IncidentFields> = {},
): Promise<Stepped> {
  const text = await wordsFor(tx, scope, move, window.maintenance, words);
  const { deliverNotifications = true, components } = words;
  const saying = { ...text, status: window.status, deliverNotifications, components };
  const said = await addUpdate(tx, scope, window, saying, now, fields);
  return { ...said, kind: `maintenance.${move}` };
}
