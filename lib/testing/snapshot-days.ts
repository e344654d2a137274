import type { SnapshotDay } from "#lib/domain/snapshot.ts";
import type { State } from "#lib/domain/status/state.ts";

/** The fixtures' clock: 2026-11-23 14:32:05 in Seoul (no daylight saving there, so every past day has 86,400 s). */
export const FIXTURE_NOW_AT = Date.UTC(2026, 10, 23, 5, 32, 5);
export const FIXTURE_DAYS = 90;
const DAY_SECONDS = 86_400;
const TODAY_SECONDS = 14 * 3600 + 32 * 60 + 5;

type Seconds = Partial<Record<State, number>>;
/** What was not normal, by date: seconds per state. The rest of the day is `usual`. */
export type History = { usual: State; startDate?: string; days: Record<string, Seconds> };

const FIRST_AT = Date.UTC(2026, 10, 23) - (FIXTURE_DAYS - 1) * DAY_SECONDS * 1000;
export const FIXTURE_DATES = Array.from({ length: FIXTURE_DAYS }, (_, index) =>
  new Date(FIRST_AT + index * DAY_SECONDS * 1000).toISOString().slice(0, 10),
);

const sum = (seconds: Seconds) => Object.values(seconds).reduce((total, part) => total + part, 0);

function truncated(numerator: number, denominator: number): string | null {
  if (denominator === 0) return null;
  const units = (BigInt(numerator) * 1_000_000n) / BigInt(denominator);
  return `${units / 10_000n}.${String(units % 10_000n).padStart(4, "0")}`;
}

/** Uptime in percent with the weights 1 / 0.3 / 0, in whole tenths of seconds so that nothing is rounded. */
function uptimeOf(seconds: Seconds): string | null {
  const covered = sum(seconds) - (seconds.unknown ?? 0);
  const lost = 10 * (seconds.major_outage ?? 0) + 3 * (seconds.partial_outage ?? 0);
  return truncated(10 * covered - lost, 10 * covered);
}

function totalOf(days: Seconds[]): Seconds {
  const total: Seconds = {};
  for (const day of days)
    for (const [state, part] of Object.entries(day) as [State, number][])
      total[state] = (total[state] ?? 0) + part;
  return total;
}

/** The 90 days of one history; before its start date everything is unknown. */
export function daysOf(history: History): SnapshotDay[] {
  return FIXTURE_DATES.map((date, index) => {
    const length = index === FIXTURE_DAYS - 1 ? TODAY_SECONDS : DAY_SECONDS;
    const isBefore = history.startDate !== undefined && date < history.startDate;
    const given = isBefore ? {} : (history.days[date] ?? {});
    const usual = isBefore ? "unknown" : history.usual;
    const rest = length - sum(given);
    const seconds: Seconds = rest > 0 ? { [usual]: rest, ...given } : { ...given };
    return { date, seconds, uptime: uptimeOf(seconds) };
  });
}

/** Several histories as one: seconds are summed, so the mean is weighted by covered time. */
export function meanOf(members: SnapshotDay[][]): SnapshotDay[] {
  if (members.length === 1) return members[0]!;
  return FIXTURE_DATES.map((date, index) => {
    const all = members.map((days) => days[index]!.seconds);
    const length = index === FIXTURE_DAYS - 1 ? TODAY_SECONDS : DAY_SECONDS;
    return { date, seconds: shared(totalOf(all), length), uptime: uptimeOf(totalOf(all)) };
  });
}

/** Shrinks summed seconds back to the length of one day by largest remainder, so that they still add up. */
function shared(total: Seconds, length: number): Seconds {
  const whole = sum(total);
  if (whole === 0) return { unknown: length };
  const parts = (Object.entries(total) as [State, number][]).map(([state, part]) => ({
    state,
    floor: Math.floor((part * length) / whole),
    rest: (part * length) % whole,
  }));
  let missing = length - parts.reduce((done, part) => done + part.floor, 0);
  for (const part of [...parts].sort((a, b) => b.rest - a.rest)) {
    if (missing <= 0) break;
    part.floor += 1;
    missing -= 1;
  }
  return Object.fromEntries(parts.filter((part) => part.floor > 0).map((part) => [part.state, part.floor]));
}

/** The figures that snapshots carry beside their days, of one or (summed) several members. */
export function figuresOf(members: SnapshotDay[][]) {
  const all = totalOf(members.flat().map((day) => day.seconds));
  const recent = totalOf(members.flatMap((days) => days.slice(-30)).map((day) => day.seconds));
  const covered = sum(all) - (all.unknown ?? 0);
  return {
    days: members.length ? meanOf(members) : daysOf({ usual: "unknown", days: {} }),
    uptime90d: uptimeOf(all),
    coverage90d: truncated(covered, sum(all)) ?? "0.0000",
    uptime30d: uptimeOf(recent),
  };
}
