import { type Amount, shareOf } from "../counting/amount.ts";
import { amountOfParts } from "../counting/composite.ts";
import { isEvaluable, isGoodSlice } from "../counting/slices.ts";
import { MIN_EVENTS, type ObjectiveRule, WINDOW_MS } from "../definition.ts";
import { compare, type Fraction, ONE, parsePercent, subtract } from "../fraction.ts";
import { LATE_MS } from "../life.ts";
import type { SliWindow } from "../measurement.ts";
import { RUN_GAP_MS } from "../rules/run.ts";
import { clipped, difference, lengthOf, type Stretches } from "../stretches.ts";
import type { JudgeInput, TimeFacts } from "./input.ts";
import { dataUntilOf } from "./ranges.ts";

/** A complete window of an objective; `share` of good and `isBad` are null where the window says nothing. */
export type JudgedWindow = {
  at: number;
  share: Fraction | null;
  isBad: boolean | null;
  /** Any bad event at all, however few there were. */
  hasBad: boolean;
  counts: readonly bigint[];
};

/** What alert rules look at, the same of time and of events. */
export type Evidence = {
  /** The instant up to which is judged: now, or the end of the newest data; null: nothing, or too long ago. */
  until: number | null;
  /** The share of good over so many trailing seconds; null where too little is known. */
  share: (seconds: number) => Fraction | null;
  /** Bad moments in the past that was given: windows with a greater share of bad than `limit`, downtime. */
  badMoments: (limit: Fraction) => Stretches;
  windows: readonly JudgedWindow[];
};

/** Downtime that counts: without what is excluded, and not before anything is covered. */
export const countedOf = ({ down, excluded, coveredFrom }: TimeFacts, until: number): Stretches =>
  clipped(difference(down, excluded), coveredFrom ?? Number.NEGATIVE_INFINITY, until);

function timeEvidence(time: TimeFacts, now: number): Evidence {
  const counted = countedOf(time, now);
  const coveredFrom = time.coveredFrom ?? Number.NEGATIVE_INFINITY;
  const lastMs = WINDOW_MS;
  const isSilent = lengthOf(clipped(time.unknown, now - lastMs, now)) === lastMs;
  return {
    // Downtime that slides out of a window while nobody looks is not over.
    until: isSilent ? null : now,
    windows: [],
    badMoments: () => counted,
    share: (seconds) => {
      if (now <= coveredFrom) return null;
      // A component that has just begun is judged by the whole window: its first bad minute is not its whole life.
      const badMs = lengthOf(clipped(counted, now - seconds * 1000, now));
      return shareOf({ good: BigInt(seconds * 1000 - badMs), total: BigInt(seconds * 1000) });
    },
  };
}

/** The windows of all SLIs of a rule, by start, each judged by the rule. */
export function judgedWindows(
  rule: ObjectiveRule,
  target: Fraction,
  windows: readonly (readonly SliWindow[])[],
): JudgedWindow[] {
  const byStart = Map.groupBy(
    windows.flatMap((list, part) => list.map((window) => ({ part, window }))),
    ({ window }) => window.at,
  );
  const starts = [...byStart.keys()].sort((a, b) => a - b);
  return starts.map((at) => {
    const given = byStart.get(at)!;
    const amounts: Amount[] = windows.map(() => ({ good: 0n, total: 0n }));
    for (const { part, window } of given) if (isEvaluable(window)) amounts[part] = window;
    const share = shareOf(amountOfParts(rule, amounts));
    const only = given[0]!.window;
    const hasBad = given.some(({ window }) => window.good < window.total);
    if (rule.kind === "latency" || rule.kind === "time_slice") {
      const isGood = isGoodSlice(rule, only);
      return { at, share, isBad: isGood === null ? null : !isGood, hasBad, counts: only.counts };
    }
    const isBad = share === null ? null : compare(share, target) < 0;
    return { at, share, isBad, hasBad, counts: only.counts };
  });
}

/** An amount that says something: of events at least MIN_EVENTS, of windows one. */
function evaluable(rule: ObjectiveRule, amounts: readonly Amount[]): Amount[] {
  if (rule.kind === "latency" || rule.kind === "time_slice") return [...amounts];
  return amounts.map((amount) => (amount.total >= BigInt(MIN_EVENTS) ? amount : { good: 0n, total: 0n }));
}

function eventEvidence({ objective, amounts, windows, now }: JudgeInput): Evidence {
  const { rule } = objective;
  const isSliced = rule.kind === "latency" || rule.kind === "time_slice";
  const complete = windows.map((list) => list.filter(({ at }) => at + WINDOW_MS <= now));
  const judged = judgedWindows(rule, parsePercent(objective.target), complete);
  const dataUntil = dataUntilOf(windows, now);
  return {
    until: dataUntil !== null && now - dataUntil <= LATE_MS ? dataUntil : null,
    windows: judged,
    share: (seconds) =>
      shareOf(amountOfParts(rule, evaluable(rule, amounts.get(`trailing:${seconds}`) ?? []))),
    badMoments: (limit) =>
      judged
        .filter(({ share, isBad }) =>
          isSliced ? isBad : share !== null && compare(subtract(ONE, share), limit) > 0,
        )
        .map(({ at }) => ({ startedAt: at, endedAt: at + WINDOW_MS })),
  };
}

export const evidenceOf = (input: JudgeInput): Evidence =>
  input.time ? timeEvidence(input.time, input.now) : eventEvidence(input);

/** The last bad moments without a gap of more than RUN_GAP_MS between them; null without any. */
export function lastRun(moments: Stretches): { startedAt: number; lastBadAt: number } | null {
  const last = moments.at(-1);
  if (!last) return null;
  let first = last;
  for (const moment of moments.toReversed()) {
    if (first.startedAt - moment.endedAt > RUN_GAP_MS) break;
    first = moment;
  }
  return { startedAt: first.startedAt, lastBadAt: last.endedAt };
}
