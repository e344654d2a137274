import { dayBounds, dayOf, lastDays, monthBounds } from "../../status/calendar.ts";
import { type AlertRule, type StoredObjective, WINDOW_MS } from "../definition.ts";
import { LATE_MS } from "../life.ts";
import type { Memory, Range } from "./input.ts";

/** After a longer silence of the judge itself the rows are not followed up: a gap ends them anyway. */
export const MAX_FOLLOWED_MS = 24 * 60 * 60_000;
export const FIGURE_DAYS = 90;
export const LAST_HOUR = "trailing:3600";
export const LAST_WINDOW = "trailing:300";

/** The start of the window that an instant lies in. */
export const windowStart = (at: number): number => Math.floor(at / WINDOW_MS) * WINDOW_MS;
const windowEnd = (at: number): number => Math.ceil(at / WINDOW_MS) * WINDOW_MS;

/** The bounds of the contract's month that an instant lies in; null without a contract. */
export function contractMonth(objective: StoredObjective, now: number) {
  const zone = objective.settings.contract?.timeZone;
  return zone === undefined ? null : monthBounds(dayOf(now, zone).slice(0, 7), zone);
}

const trailingSeconds = (rule: AlertRule): number[] => {
  if (rule.kind === "burn") return [rule.longSeconds, rule.shortSeconds];
  return rule.kind === "lasting" ? [rule.forSeconds] : [];
};

/**
 * The ranges whose amounts the judge needs now. Figures: "operational", "contract" (where there is one) and "ninety_days", the running
 * window included. Alerts: "trailing:SECONDS", which end with the newest complete window that has data (`dataUntil`, see `dataUntilOf`),
 * so that a source that reports late is judged by what it said.
 */
export function rangesOf(
  objective: StoredObjective,
  { now, timeZone, dataUntil }: { now: number; timeZone: string; dataUntil: number | null },
): Range[] {
  const until = windowEnd(now);
  const month = contractMonth(objective, now);
  const [firstDay = ""] = lastDays(FIGURE_DAYS, now, timeZone);
  const ranges: Range[] = [
    { key: "operational", from: until - objective.settings.operational.seconds * 1000, until },
    { key: "ninety_days", from: windowStart(dayBounds(firstDay, timeZone).startedAt), until },
  ];
  if (month) ranges.push({ key: "contract", from: windowStart(month.startedAt), until });
  const end = dataUntil ?? windowStart(now);
  for (const seconds of new Set([3600, 300, ...objective.alerts.flatMap(trailingSeconds)]))
    ranges.push({ key: `trailing:${seconds}`, from: end - seconds * 1000, until: end });
  return ranges;
}

/** From where windows must be read: what may still change, and what the alerts look back over to find the first bad moment. */
export function windowsFrom(objective: StoredObjective, memory: Memory, now: number): number {
  const lookBackMs = objective.alerts.map((rule) => {
    if (rule.kind === "lasting") return rule.forSeconds * 1000;
    return rule.kind === "nearing" ? rule.windowSeconds * 1000 : 0;
  });
  const back = windowStart(now) - Math.max(2 * LATE_MS, ...lookBackMs) - LATE_MS;
  const unsettled = Math.max(memory.settledUntil ?? back, windowStart(now) - MAX_FOLLOWED_MS);
  return Math.min(back, unsettled);
}

/** End of the newest complete window that has data, of any of the SLIs; null: none. */
export function dataUntilOf(
  windows: readonly (readonly { at: number; total: bigint }[])[],
  now: number,
): number | null {
  const ends = windows
    .flat()
    .filter(({ at, total }) => total > 0n && at + WINDOW_MS <= now)
    .map(({ at }) => at + WINDOW_MS);
  return ends.length === 0 ? null : Math.max(...ends);
}
