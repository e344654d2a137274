import type { SnapshotDay } from "./snapshot.ts";
import { worstOfDay } from "./status/figures.ts";
import { type State, severity } from "./status/state.ts";

/** A day whose worst state lasted less than this in total is a blip: drawn in a paler tint, told in full in its text. */
export const BLIP_SECONDS = 300;

/** How a day is drawn: in its worst state, paler if that state held only for a blip. */
export type DayMark = { state: State; isBlip: boolean };

/** Rule of the bars and calendars, in one place. A day without any known second is unknown; healthy days are never blips. */
export function dayMark(day: SnapshotDay): DayMark {
  const state = worstOfDay(day.seconds);
  const isTrouble = severity(state) > severity("operational");
  return { state, isBlip: isTrouble && (day.seconds[state] ?? 0) < BLIP_SECONDS };
}

/** Neighbouring days that look the same: `length` days from index `from`. */
export type MarkRun = DayMark & { from: number; length: number };

/** The days as runs, oldest first: what a bar draws is one shape a run, not one a day. */
export function markRuns(days: readonly SnapshotDay[]): MarkRun[] {
  const runs: MarkRun[] = [];
  days.forEach((day, index) => {
    const mark = dayMark(day);
    const last = runs.at(-1);
    if (last && last.state === mark.state && last.isBlip === mark.isBlip) last.length += 1;
    else runs.push({ ...mark, from: index, length: 1 });
  });
  return runs;
}

/** Days on which something was worse than planned: maintenance is no trouble. */
export const isTroubled = (day: SnapshotDay): boolean =>
  severity(dayMark(day).state) > severity("under_maintenance");
