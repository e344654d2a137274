import { difference, intersection, lengthOf, type Stretch, type Stretches, union } from "./stretches.ts";

const HOUR_MS = 3_600_000;
/** Maintenance may be left out of downtime if readers were told of it so long before its start. */
export const NOTICE_MS = 72 * HOUR_MS;
/** At most so much downtime of a month is left out as maintenance, the earliest first. */
export const MAINTENANCE_CAP_MS = 8 * HOUR_MS;

/** What readers were told of one window at one time; the greatest version is what holds. */
export type Noticed = Stretch & { incidentId: string; version: number; noticeAt: number };

/**
 * The time that was announced early enough: of every version that was, what the last version still says. An extension that was told
 * late excludes nothing more, and a window that was moved nothing of where it was.
 */
export function plannedTime(notices: readonly Noticed[]): Stretch[] {
  const windows = [...Map.groupBy(notices, ({ incidentId }) => incidentId).values()];
  return union(
    windows.flatMap((versions) => {
      const last = versions.reduce((a, b) => (b.version > a.version ? b : a));
      const early = versions.filter(({ startedAt, noticeAt }) => startedAt - noticeAt >= NOTICE_MS);
      return intersection(union(early), union([last]));
    }),
  );
}

/** The first `capMs` of the stretches in each of the months (apart from each other, in order); outside of them nothing. */
export function cappedByMonth(stretches: Stretches, months: readonly Stretch[], capMs: number): Stretch[] {
  return union(
    months.flatMap((month) => {
      let left = capMs;
      return intersection(stretches, [month]).map(({ startedAt, endedAt }) => {
        const length = Math.min(left, endedAt - startedAt);
        left -= length;
        return { startedAt, endedAt: startedAt + length };
      });
    }),
  );
}

/**
 * Per component, the planned time that is left out of its downtime: all of it, until downtime in planned time of any of them has
 * used the month's cap up.
 */
export function excludedMaintenance(
  parts: readonly { down: Stretches; planned: Stretches }[],
  months: readonly Stretch[],
  capMs = MAINTENANCE_CAP_MS,
): Stretch[][] {
  const used = union(parts.flatMap(({ down, planned }) => intersection(down, planned)));
  const refused = difference(used, cappedByMonth(used, months, capMs));
  if (lengthOf(refused) === 0) return parts.map(({ planned }) => [...planned]);
  return parts.map(({ planned }) => difference(planned, refused));
}
