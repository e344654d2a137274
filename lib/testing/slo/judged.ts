import { type Amount, sumAmounts } from "#lib/domain/slo/counting/amount.ts";
import { slicesOf } from "#lib/domain/slo/counting/slices.ts";
import {
  type AlertRule,
  type ObjectiveRule,
  type StoredObjective,
  WINDOW_MS,
} from "#lib/domain/slo/definition.ts";
import { type JudgeInput, type Judgement, NO_MEMORY, type TimeFacts } from "#lib/domain/slo/judging/input.ts";
import { judgeObjective } from "#lib/domain/slo/judging/judge.ts";
import { dataUntilOf, rangesOf } from "#lib/domain/slo/judging/ranges.ts";
import type { SliWindow } from "#lib/domain/slo/measurement.ts";

const DAY = 86_400;

/** An objective of a rolling 30 days, without a contract. */
export const objectiveOf = (
  rule: ObjectiveRule,
  target: string,
  alerts: AlertRule[],
  settings: Partial<StoredObjective["settings"]> = {},
): StoredObjective => ({
  id: "objective",
  sloId: "slo",
  sloKey: "SLO-001",
  sloName: "SLO",
  pageId: "page",
  componentIds: [],
  key: "objective",
  name: "Objective",
  translations: {},
  tierKey: null,
  rule,
  target,
  alerts,
  settings: {
    operational: { kind: "rolling", seconds: 30 * DAY },
    contract: null,
    exclusions: [],
    responses: [],
    notice: "draft",
    levelFloor: null,
    policyId: null,
    ...settings,
  },
});

/** The usual four pairs of 30 days. */
export const BURN_ALERTS: AlertRule[] = [
  { kind: "burn", severity: "critical", longSeconds: 3600, shortSeconds: 300, factor: 14.4 },
  { kind: "burn", severity: "critical", longSeconds: 21_600, shortSeconds: 1800, factor: 6 },
  { kind: "burn", severity: "warning", longSeconds: DAY, shortSeconds: 7200, factor: 3 },
  { kind: "burn", severity: "warning", longSeconds: 3 * DAY, shortSeconds: 21_600, factor: 1 },
];

export const window = (
  at: number,
  good: number,
  total: number,
  counts: readonly bigint[] = [],
): SliWindow => ({
  at,
  good: BigInt(good),
  total: BigInt(total),
  counts,
});

/** Five-minute windows from `from` on, one for each pair of good and total; null: no data. */
export const windowsOf = (from: number, pairs: readonly ([number, number] | null)[]): SliWindow[] =>
  pairs.flatMap((pair, i) => (pair ? [window(from + i * WINDOW_MS, ...pair)] : []));

/** The naive sums that the database would give: every window that starts in a range. */
export function amountsIn(
  objective: StoredObjective,
  windows: readonly (readonly SliWindow[])[],
  now: number,
): Map<string, Amount[]> {
  const { rule } = objective;
  const ranges = rangesOf(objective, { now, timeZone: "UTC", dataUntil: dataUntilOf(windows, now) });
  const sum = (inside: SliWindow[]): Amount =>
    rule.kind === "latency" || rule.kind === "time_slice" ? slicesOf(rule, inside) : sumAmounts(inside);
  return new Map(
    ranges.map(({ key, from, until }) => [
      key,
      windows.map((list) => sum(list.filter(({ at }) => at >= from && at < until))),
    ]),
  );
}

/** Judges windows as a round at `now` would, which sees nothing of what comes later. */
export function judgedAt(
  objective: StoredObjective,
  windows: readonly (readonly SliWindow[])[],
  now: number,
  memory = NO_MEMORY,
): Judgement {
  const seen = windows.map((list) => list.filter(({ at }) => at <= now));
  const amounts = amountsIn(objective, seen, now);
  const input: JudgeInput = { objective, timeZone: "UTC", now, amounts, windows: seen, time: null, memory };
  return judgeObjective(input);
}

export const NO_TIME: TimeFacts = { coveredFrom: null, raw: [], down: [], unknown: [], excluded: [] };

/** Judges time as a round at `now` would. */
export const judgedTime = (
  objective: StoredObjective,
  time: Partial<TimeFacts>,
  now: number,
  memory = NO_MEMORY,
): Judgement =>
  judgeObjective({
    objective,
    timeZone: "UTC",
    now,
    amounts: new Map(),
    windows: [],
    time: { ...NO_TIME, raw: time.down ?? [], ...time },
    memory,
  });
