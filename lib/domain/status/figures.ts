import type { Figures, UptimePolicy } from "#lib/domain/snapshot.ts";
import { dayBounds } from "./calendar.ts";
import { ALL_STATES, type State, worst } from "./state.ts";
import {
  coveragePercent,
  noMs,
  type StateMs,
  sumMs,
  totalMs,
  uptimePercent,
  wholeSeconds,
} from "./uptime.ts";

/** Days that bars and the headline percentage cover, today included. */
export const FIGURE_DAYS = 90;
const SHORT_DAYS = 30;

/** One calendar day of one component; the states add up to the length of the day (today: until asOf). */
export type CountedDay = { date: string; ms: StateMs };

const sum = (days: readonly CountedDay[]): StateMs => sumMs(days.map(({ ms }) => ms));

/**
 * The figures of one component: what the snapshot, and through it page, API and badge, show. `days`: oldest first,
 * today last.
 */
export const dayFigures = (days: readonly CountedDay[], policy: UptimePolicy): Figures =>
  meanFigures([days], policy);

/**
 * The figures of a group or of the page: the mean of the members weighted by their covered time. Seconds of a day are
 * the members' mean and add up to the length of the day. Every member has the same days.
 */
export function meanFigures(members: readonly (readonly CountedDay[])[], policy: UptimePolicy): Figures {
  const [first = [], ...others] = members;
  const days =
    others.length === 0
      ? first
      : first.map(({ date }, i) => ({ date, ms: sum(members.map((member) => member[i] as CountedDay)) }));
  const all = sum(days);
  return {
    days: days.map(({ date, ms }) => {
      const lengthSeconds = Math.floor(totalMs(ms) / members.length / 1000);
      return {
        date,
        seconds: withoutZeros(wholeSeconds(ms, lengthSeconds)),
        uptime: uptimePercent(ms, policy),
      };
    }),
    uptime90d: uptimePercent(all, policy),
    coverage90d: coveragePercent(all),
    uptime30d: uptimePercent(sum(days.slice(-SHORT_DAYS)), policy),
  };
}

function withoutZeros(counts: StateMs): Partial<StateMs> {
  const kept: Partial<StateMs> = {};
  for (const state of ALL_STATES) if (counts[state] > 0) kept[state] = counts[state];
  return kept;
}

/**
 * The given dates, each in full: what was counted, and unknown for what is missing of the day's real length (days
 * before the component existed, days nobody counted). Today ends at `asOf`.
 */
export function completeDays(
  dates: readonly string[],
  counted: ReadonlyMap<string, StateMs>,
  timeZone: string,
  asOf: number,
): CountedDay[] {
  return dates.map((date) => {
    const { startedAt, endedAt } = dayBounds(date, timeZone);
    const lengthMs = Math.max(0, Math.min(endedAt, asOf) - startedAt);
    const ms = { ...(counted.get(date) ?? noMs()) };
    ms.unknown += Math.max(0, lengthMs - totalMs(ms));
    return { date, ms };
  });
}

/** The worst state that a day saw, by severity, of its milliseconds or seconds; unknown when nothing else. */
export const worstOfDay = (day: Partial<Record<State, number>>): State =>
  worst(ALL_STATES.filter((state) => (day[state] ?? 0) > 0));
