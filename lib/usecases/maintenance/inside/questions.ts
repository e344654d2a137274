import { countOpenWindows, readNeighbours } from "#lib/data/maintenance/notices.ts";
import type { Tx } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import type { Confirmation } from "#lib/domain/incidents/maintenance-input.ts";
import {
  overlapQuestion,
  pastQuestion,
  requireConfirmed,
  type WindowTimes,
  windowFaults,
} from "#lib/domain/maintenance/window.ts";

/** Windows of a page that are coming up or running, drafts included. */
export const MAX_OPEN_WINDOWS = 500;

/** @throws Failure invalid */
export function requireTimes(times: WindowTimes, now: number): void {
  const faults = windowFaults(times, now);
  if (faults.length > 0) throw invalid(faults);
}

/** @throws Failure invalid */
export async function requireRoom(tx: Tx, pageId: string): Promise<void> {
  if ((await countOpenWindows(tx, pageId)) < MAX_OPEN_WINDOWS) return;
  const message = `a page has at most ${MAX_OPEN_WINDOWS} windows that are coming up or running`;
  throw invalid([{ path: "incident", message }]);
}

export type Asked = WindowTimes & {
  id: string | null;
  pageId: string;
  componentIds: readonly string[];
  /** Somebody said that it runs or is over: then its past is no question. */
  isPastMeant?: boolean;
};

/**
 * Asks before a window is announced that has begun or is over, or gets in the way of another one; what is over is in
 * nobody's way. @throws Failure conflict with a fault `confirm.past` or `confirm.overlap`
 */
export async function askFirst(
  tx: Tx,
  { pageId, isPastMeant, ...window }: Asked,
  confirm: readonly Confirmation[] | undefined,
  now: number,
): Promise<void> {
  const isOver = window.scheduledUntil <= now;
  const neighbours = isOver ? [] : await readNeighbours(tx, pageId, window);
  const past = isPastMeant ? [] : pastQuestion(window, now);
  requireConfirmed([...overlapQuestion(neighbours), ...past], confirm);
}
