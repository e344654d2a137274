import type { Snapshot } from "../snapshot.ts";
import { dayOf, lastDays } from "../status/calendar.ts";
import { eventAt, isOver, newestFirst, type PublicEvent } from "./months.ts";

/** How many days of what is over the page lists. */
export const PAST_DAYS = 14;

/** A stretch of the past list: one day with its events, or a run of days without any (newest first). */
export type PastStretch = { from: string; until: string; events: PublicEvent[] };

/** The last 14 days in the page's zone, newest first; days without events are told once as a run. */
export function pastStretches(snapshot: Snapshot): PastStretch[] {
  const { timeZone } = snapshot.page;
  const over = newestFirst([...snapshot.incidents, ...snapshot.maintenances].filter(isOver));
  const days = lastDays(PAST_DAYS, Date.parse(snapshot.asOf), timeZone).reverse();
  return days.reduce<PastStretch[]>((stretches, date) => {
    const events = over.filter((one) => dayOf(eventAt(one), timeZone) === date);
    const last = stretches.at(-1);
    if (last && last.events.length === 0 && events.length === 0) last.from = date;
    else stretches.push({ from: date, until: date, events });
    return stretches;
  }, []);
}
