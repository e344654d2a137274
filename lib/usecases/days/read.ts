import { readCorrections } from "#lib/data/corrections/told.ts";
import type { Sql } from "#lib/data/sql.ts";
import { readComponentDays } from "#lib/data/status/component-days.ts";
import { type CountedComponent, readClaims } from "#lib/data/status/components.ts";
import { readTimelines } from "#lib/data/status/timelines.ts";
import type { CorrectedStretch } from "#lib/domain/corrections/correction.ts";
import { dayBounds, dayOf } from "#lib/domain/status/calendar.ts";
import type { Claim } from "#lib/domain/status/effective.ts";
import { componentTimeline } from "#lib/domain/status/effective.ts";
import { type CountedDay, completeDays } from "#lib/domain/status/figures.ts";
import type { Timeline } from "#lib/domain/status/span.ts";
import { millisecondsByState } from "#lib/domain/status/uptime.ts";
import { factsOf } from "./facts.ts";

const DAY_MS = 86_400_000;

/** The days of components, and the facts of yesterday and today they were made from. */
export type DaysOfComponents = {
  days: Map<string, CountedDay[]>;
  baselines: Map<string, Timeline>;
  claims: Map<string, Claim[]>;
  corrections: Map<string, CorrectedStretch[]>;
};

/**
 * The given days (in order) of components of one page. Days before yesterday are read as counted: the cost does not
 * grow with the history behind them. Yesterday and today come from the timeline itself, so midnight leaves no gap while
 * yesterday waits to be counted. Today ends at `now`. Claims and corrections are read from `claimsFrom` on, if that is earlier.
 */
export async function readDays(
  sql: Sql,
  components: readonly CountedComponent[],
  dates: readonly string[],
  { timeZone, now, claimsFrom }: { timeZone: string; now: number; claimsFrom?: number },
): Promise<DaysOfComponents> {
  const ids = components.map(({ id }) => id);
  const today = dayBounds(dayOf(now, timeZone), timeZone);
  const liveFrom = dayBounds(dayOf(today.startedAt - DAY_MS / 2, timeZone), timeZone).startedAt;
  const counted = await readComponentDays(sql, ids, dates[0]!, dates.at(-1)!);
  const baselines = await readTimelines(
    sql,
    "component",
    ids.map((id) => ({ id, fromAt: liveFrom })),
  );
  const saidFrom = Math.min(liveFrom, claimsFrom ?? liveFrom);
  const claims = await readClaims(sql, ids, saidFrom);
  const corrections = await readCorrections(sql, ids, saidFrom);
  const live = dates.filter((date) => dayBounds(date, timeZone).startedAt >= liveFrom);
  const days = new Map<string, CountedDay[]>();
  for (const component of components) {
    const { id } = component;
    const facts = factsOf(component, baselines.get(id)!, claims.get(id)!, corrections.get(id)!);
    const own = counted.get(id)!;
    for (const date of live) {
      const { startedAt, endedAt } = dayBounds(date, timeZone);
      const until = Math.max(startedAt, Math.min(endedAt, now));
      own.set(date, millisecondsByState(componentTimeline(facts, startedAt, until), startedAt, until));
    }
    days.set(id, completeDays(dates, own, timeZone, now));
  }
  return { days, baselines, claims, corrections };
}
