import { clipped, type Stretch, type Stretches, union } from "../slo/stretches.ts";
import type { Bounds } from "../status/calendar.ts";
import { MAINTENANCE_CAP_MS, NOTICE_MS } from "./rules.ts";

/** One version of an announced maintenance, as readers were told of it; every edit is a version with a notice of its own. */
export type MaintenanceVersion = {
  startedAt: number;
  endedAt: number;
  noticeAt: number;
  isCancelled: boolean;
};

/** Whether it was told early enough to be left out of downtime. */
export const isAnnounced = ({ startedAt, noticeAt, isCancelled }: MaintenanceVersion): boolean =>
  !isCancelled && startedAt - noticeAt >= NOTICE_MS;

/** The first `capMs` milliseconds of the stretches. */
export function capped(stretches: Stretches, capMs: number): Stretch[] {
  const kept: Stretch[] = [];
  let left = capMs;
  for (const { startedAt, endedAt } of stretches) {
    if (left <= 0) break;
    const until = Math.min(endedAt, startedAt + left);
    kept.push({ startedAt, endedAt: until });
    left -= until - startedAt;
  }
  return kept;
}

/** What announced maintenance takes out of the downtime of some months (of the contract's zone): of each at most `capMs`, the earliest first. */
export function excludedMaintenance(
  versions: readonly MaintenanceVersion[],
  months: readonly Bounds[],
  capMs = MAINTENANCE_CAP_MS,
): Stretch[] {
  const announced = union(versions.filter(isAnnounced));
  return union(
    months.flatMap(({ startedAt, endedAt }) => capped(clipped(announced, startedAt, endedAt), capMs)),
  );
}
