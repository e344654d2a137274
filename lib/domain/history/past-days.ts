import type { Snapshot, SnapshotIncident } from "../snapshot.ts";
import { dayOf, lastDays } from "../status/calendar.ts";

/** How many days of closed incidents the page lists. */
export const PAST_DAYS = 14;

/** A stretch of the past list: one day with its incidents, or a run of days without any (newest first). */
export type PastStretch = { from: string; until: string; incidents: SnapshotIncident[] };

/** The last 14 days in the page's zone, newest first; days without incidents are told once as a run. */
export function pastStretches(snapshot: Snapshot): PastStretch[] {
  const { timeZone } = snapshot.page;
  const closed = snapshot.incidents.filter((one) => one.status === "resolved" || one.status === "postmortem");
  const days = lastDays(PAST_DAYS, Date.parse(snapshot.asOf), timeZone).reverse();
  return days.reduce<PastStretch[]>((stretches, date) => {
    const incidents = closed.filter((one) => dayOf(Date.parse(one.startedAt), timeZone) === date);
    const last = stretches.at(-1);
    if (last && last.incidents.length === 0 && incidents.length === 0) last.from = date;
    else stretches.push({ from: date, until: date, incidents });
    return stretches;
  }, []);
}
