import type { Amount } from "../counting/amount.ts";
import type { StoredObjective } from "../definition.ts";
import type { ObjectiveFigures } from "../figures.ts";
import type { Firing, Verdict } from "../life.ts";
import type { SliWindow } from "../measurement.ts";
import type { Stretches } from "../stretches.ts";

/** A stretch of windows whose amounts the judge needs: those that start in [from, until). */
export type Range = { key: string; from: number; until: number };

/**
 * What an availability objective is judged by: its components' time, at least of the last 90 days and of the contract's month,
 * sorted and without overlap (stretches.ts). `raw`, `down` and `unknown` are as `combinedDowntime` tells them, with the evidence windows
 * added; `excluded` is what the contract lets out besides (maintenance and the like). Nothing counts before `coveredFrom`
 * (null: always covered).
 */
export type TimeFacts = {
  coveredFrom: number | null;
  raw: Stretches;
  down: Stretches;
  unknown: Stretches;
  excluded: Stretches;
};

export type JudgeInput = {
  objective: StoredObjective;
  /** Of the page: days and the 90 days are counted in it. */
  timeZone: string;
  now: number;
  /**
   * Of every range of `rangesOf(objective, …)`, by its key: one amount for each SLI of the rule, in its order (composite: its
   * parts). Of latency and time-slice objectives the amounts are windows: good ones of all evaluable ones (counting/slices.ts).
   * Empty of availability objectives.
   */
  amounts: ReadonlyMap<string, readonly Amount[]>;
  /** Complete windows of each SLI of the rule from `windowsFrom(objective, memory, now)` on, oldest first. Empty of availability objectives. */
  windows: readonly (readonly SliWindow[])[];
  /** Of availability objectives only. */
  time: TimeFacts | null;
  memory: Memory;
};

/** Where a rule of the form "so many windows in a row" stands after some window. Instants in ms. */
export type Run = {
  bad: number;
  good: number;
  /** Start of the first of the bad windows in a row. */
  firstBadAt: number | null;
  lastBadAt: number | null;
  /** End of the last window that was evaluable. */
  seenUntil: number | null;
  violated: { startedAt: number; detectedAt: number } | null;
  /** The last episode that is over. */
  over: { endedAt: number; resolvedAt: number } | null;
};

/** What a rule found: an episode that goes on, or the last one that is over. */
export type RuleMemory = {
  firing: { startedAt: number; detectedAt: number; lastBadAt: number; actual: string } | null;
  over: { endedAt: number; resolvedAt: number } | null;
};

/** What the rules remember between rounds; plain JSON. `runs` stand at `settledUntil`; later windows are judged again every round. */
export type Memory = {
  settledUntil: number | null;
  runs: Record<string, Run>;
  rules: Record<string, RuleMemory>;
  /** Bad events of a zero-tolerance objective that were seen; null: none of the others. */
  badEvents: string | null;
};
export const NO_MEMORY: Memory = { settledUntil: null, runs: {}, rules: {}, badEvents: null };

/** The scope of what INFO rules record, beside the violation that warns or pages. */
export const INFO_SCOPE = "info";

export type Judgement = {
  /** Null: there is no data at all. */
  figures: ObjectiveFigures | null;
  memory: Memory;
  /** Of the rules that warn and page: a violation of its own. */
  verdict: Verdict;
  /**
   * Of the INFO rules (missed, nearing): recorded beside, as a violation of another scope (INFO_SCOPE). A budget that is overspent
   * stays so for weeks; it must not keep open what paged.
   */
  note: Verdict;
  /** Every rule that fires and is not suppressed by a higher one, the worst first. */
  firing: Firing[];
  /** End of the newest data that was given; null: none in the windows that were read. */
  dataUntil: number | null;
  /**
   * When the operational budget ends if what happens now goes on (the last five minutes; of availability: a running outage), in
   * ms from now; 0: it has ended. Null: nothing is being spent, or there is no budget.
   */
  endsInMs: number | null;
};
