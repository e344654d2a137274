import { type SloDayRow, writeSloDays } from "#lib/data/slo/summing/days.ts";
import type { Sql } from "#lib/data/sql.ts";
import type { Amount } from "#lib/domain/slo/counting/amount.ts";
import { amountOfParts } from "#lib/domain/slo/counting/composite.ts";
import { slisOf } from "#lib/domain/slo/counting/parts.ts";
import { type StoredObjective, WINDOW_MS } from "#lib/domain/slo/definition.ts";
import { parsePercent } from "#lib/domain/slo/fraction.ts";
import { timeFigures } from "#lib/domain/slo/judging/figures.ts";
import type { TimeFacts } from "#lib/domain/slo/judging/input.ts";
import { dayBounds, dayOf, lastDays } from "#lib/domain/status/calendar.ts";
import { readAmounts } from "./amounts.ts";
import type { Judged, Page } from "./judge.ts";
import { isAvailability } from "./time.ts";

const DAYS = 90;
/** A weighted composite is a fraction of large numbers: its day keeps nine digits of the share. */
const SHARE_SCALE = 1_000_000_000n;

export type Round = {
  page: Page;
  objectives: readonly StoredObjective[];
  judged: ReadonlyMap<string, Judged>;
  /** From when each objective was counted in this round; those that were not are left out. */
  counted: ReadonlyMap<string, number>;
  now: number;
};

/** The last days of the page's zone that reach beyond `from`, today included. */
const daysSince = (from: number, now: number, timeZone: string): string[] => {
  const first = dayOf(from, timeZone);
  return lastDays(DAYS, now, timeZone).filter((day) => day >= first);
};

/** Days of downtime: what is not covered yet has no day. */
function daysOfTime(
  objective: StoredObjective,
  facts: TimeFacts,
  { timeZone }: Page,
  now: number,
): SloDayRow[] {
  const target = { share: parsePercent(objective.target), isStrict: false, hasBudget: true };
  return daysSince(facts.coveredFrom ?? 0, now, timeZone).map((day) => {
    const { startedAt, endedAt } = dayBounds(day, timeZone);
    const range = { from: startedAt, until: Math.min(now, endedAt) };
    const { good, total, excludedMs, unknownMs } = timeFigures(range, facts, target);
    return {
      objectiveId: objective.id,
      day,
      good: BigInt(good),
      total: BigInt(total),
      excludedMs,
      unknownMs,
    };
  });
}

const storable = ({ good, total }: Amount): Amount =>
  total < SHARE_SCALE ** 2n ? { good, total } : { good: (good * SHARE_SCALE) / total, total: SHARE_SCALE };

/** Days of events or windows, from where they were counted anew. */
async function daysOfAmounts(
  sql: Sql,
  counted: readonly { objective: StoredObjective; from: number }[],
  { timeZone }: Page,
  now: number,
): Promise<SloDayRow[]> {
  const until = Math.ceil(now / WINDOW_MS) * WINDOW_MS;
  const wanted = counted.map(({ objective, from }) => ({
    objective,
    ranges: daysSince(from, now, timeZone).map((key) => {
      const bounds = dayBounds(key, timeZone);
      return { key, from: bounds.startedAt, until: Math.min(until, bounds.endedAt) };
    }),
    windows: slisOf(objective.rule).map(() => []),
    windowsFrom: until,
    windowsUntil: until,
  }));
  const amounts = await readAmounts(sql, wanted);
  return wanted.flatMap(({ objective, ranges }) =>
    ranges.map(({ key }) => {
      const amount = storable(amountOfParts(objective.rule, amounts.get(objective.id)!.get(key)!));
      return { objectiveId: objective.id, day: key, ...amount, excludedMs: 0, unknownMs: 0 };
    }),
  );
}

/** Writes the days that this round changed: those that were counted anew, and of availability the last 90. */
export async function writeDays(sql: Sql, round: Round): Promise<void> {
  const { page, objectives, judged, counted, now } = round;
  const times = objectives.filter(isAvailability).flatMap((objective) => {
    const time = judged.get(objective.id)?.time;
    return time ? daysOfTime(objective, time.time, page, now) : [];
  });
  const touched = objectives.flatMap((objective) => {
    const from = counted.get(objective.id);
    return from === undefined ? [] : [{ objective, from }];
  });
  await writeSloDays(sql, [...times, ...(await daysOfAmounts(sql, touched, page, now))]);
}
