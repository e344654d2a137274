import type { Translations } from "../language.ts";
import { sectionsOf } from "../sections.ts";
import type { Snapshot, SnapshotDay } from "../snapshot.ts";
import { dayOf, daysOfMonth } from "../status/calendar.ts";
import { ALL_STATES } from "../status/state.ts";
import { addMs, coveragePercent, noMs, uptimePercent } from "../status/uptime.ts";

/** One component's month; days that are still to come are left out. */
export type MonthMember = {
  id: string;
  groupId: string | null;
  name: string;
  translations: Translations;
  days: readonly SnapshotDay[];
  uptime: string | null;
  coverage: string;
  /** It ran in that month and is not on the page any more. */
  isArchived: boolean;
};

/** "2026-11": the month that is running in the page's zone. */
export const presentMonth = (snapshot: Snapshot): string =>
  dayOf(Date.parse(snapshot.asOf), snapshot.page.timeZone).slice(0, 7);

/** From the first month that can hold anything (page, start dates, the 90 days) to the present one. */
export function monthRange(snapshot: Snapshot): { first: string; last: string } {
  const { components, page } = snapshot;
  const starts = components.flatMap((one) => [
    one.startDate ?? one.createdAt,
    one.days[0]?.date ?? one.createdAt,
  ]);
  return { first: [page.createdAt, ...starts].toSorted()[0]!.slice(0, 7), last: presentMonth(snapshot) };
}

/** The month before or after; null beyond the range. */
export function neighbourMonth(snapshot: Snapshot, month: string, step: -1 | 1): string | null {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const neighbour = new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
  const { first, last } = monthRange(snapshot);
  return neighbour >= first && neighbour <= last ? neighbour : null;
}

/** The month from the snapshot's own days, without the database; null if it begins before them. */
export function monthInSnapshot(snapshot: Snapshot, month: string): MonthMember[] | null {
  const oldest = snapshot.components[0]?.days[0]?.date;
  if (oldest !== undefined && oldest > `${month}-01`) return null;
  return snapshot.components.map(({ id, groupId, name, translations, days: all }) => {
    const days = all.filter((day) => day.date.startsWith(month));
    return {
      id,
      groupId,
      name,
      translations,
      days,
      ...monthFigures(days, snapshot.policy),
      isArchived: false,
    };
  });
}

/** The members in the order of the component list, what is not on it (archived) last. */
export function inPageOrder(snapshot: Snapshot, members: readonly MonthMember[]): MonthMember[] {
  const order = sectionsOf(snapshot).flatMap(({ components }) => components.map(({ id }) => id));
  const place = ({ id }: MonthMember) => (order.includes(id) ? order.indexOf(id) : order.length);
  return members.toSorted((a, b) => place(a) - place(b));
}

/** Uptime and coverage of the told days, by the same rule as everywhere. */
export function monthFigures(days: readonly SnapshotDay[], policy: Snapshot["policy"]) {
  const ms = days.reduce((sum, day) => addMs(sum, { ...noMs(), ...inMs(day) }), noMs());
  return { uptime: uptimePercent(ms, policy), coverage: coveragePercent(ms) };
}

const inMs = (day: SnapshotDay) =>
  Object.fromEntries(ALL_STATES.map((state) => [state, (day.seconds[state] ?? 0) * 1000]));

/** The weeks of a month, Sunday first; null where a week reaches into another month. */
export function weeksOf(month: string): (string | null)[][] {
  const dates = daysOfMonth(month);
  const before = new Date(`${dates[0]}T00:00:00Z`).getUTCDay();
  const cells = [...Array<null>(before).fill(null), ...dates];
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
