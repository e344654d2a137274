import { type Severity, type StoredObjective, WINDOW_MS } from "../definition.ts";
import { INFO_SCOPE, type JudgeInput, type Memory, NO_MEMORY, type TimeFacts } from "../judging/input.ts";
import { judgeObjective } from "../judging/judge.ts";
import { dataUntilOf, rangesOf, windowsFrom } from "../judging/ranges.ts";
import { rankOf, type Transition, transitionOf, type Verdict } from "../life.ts";
import type { SliWindow } from "../measurement.ts";
import { clipped, type Stretches } from "../stretches.ts";
import { completeAt, type History, historyOf } from "./history.ts";

/** A violation that would have been. Instants are milliseconds since the epoch; null: it was open at the end. */
export type Occurrence = {
  scope: string;
  rule: string;
  /** The worst that it was. */
  severity: Severity;
  startedAt: number;
  detectedAt: number;
  endedAt: number | null;
  resolvedAt: number | null;
  /** What was measured when it was detected, in `unit`. */
  actual: string;
  target: string;
  unit: "percent" | "us" | "count";
  reopened: number;
};

/** What happened, as it is known today: windows of each SLI of the rule, or the time of an availability objective. */
export type Past = {
  objective: StoredObjective;
  timeZone: string;
  windows: readonly (readonly SliWindow[])[];
  time: TimeFacts | null;
};

/** Time is judged as often as a round does it; windows when another is complete. */
const TIME_STEP_MS = 60_000;

type Standing = { occurrence: Occurrence; severity: Severity; resolvedAt: number | null };

function opened(scope: string, { firing }: Extract<Verdict, { kind: "violated" }>): Standing {
  const { rule, severity, startedAt, detectedAt, actual, target, unit } = firing;
  const values = { rule, severity, startedAt, detectedAt, actual, target, unit };
  const occurrence = { scope, ...values, endedAt: null, resolvedAt: null, reopened: 0 };
  return { occurrence, severity, resolvedAt: null };
}

function goOn({ occurrence }: Standing, { firing }: Extract<Verdict, { kind: "violated" }>): Standing {
  if (rankOf(firing.severity) > rankOf(occurrence.severity)) {
    occurrence.severity = firing.severity;
    occurrence.rule = firing.rule;
  }
  return { occurrence, severity: firing.severity, resolvedAt: null };
}

function ended({ occurrence, severity }: Standing, over: Extract<Verdict, { kind: "met" }>): Standing {
  occurrence.endedAt = Math.max(occurrence.startedAt, over.endedAt);
  occurrence.resolvedAt = Math.max(occurrence.detectedAt, over.resolvedAt);
  return { occurrence, severity, resolvedAt: occurrence.resolvedAt };
}

/** Follows the violations of one scope through the verdicts of round after round, as a worker settles them. */
function follower(scope: string) {
  const occurrences: Occurrence[] = [];
  let latest: Standing | null = null;
  const act = (transition: Transition, verdict: Verdict): void => {
    if (verdict.kind === "met" && latest) latest = ended(latest, verdict);
    if (verdict.kind !== "violated") return;
    if (transition === "open") {
      latest = opened(scope, verdict);
      occurrences.push(latest.occurrence);
      return;
    }
    if (transition === "reopen")
      Object.assign(latest!.occurrence, {
        endedAt: null,
        resolvedAt: null,
        reopened: latest!.occurrence.reopened + 1,
      });
    latest = goOn(latest!, verdict);
  };
  return {
    occurrences,
    follow: (verdict: Verdict, now: number) => {
      const known = latest && { severity: latest.severity, resolvedAt: latest.resolvedAt, resolvedBy: null };
      const transition = transitionOf(known, verdict, now);
      if (transition !== "none") act(transition, verdict);
    },
  };
}

/** Time as it was at an instant: what came later had not happened. */
function timeAt(time: TimeFacts, now: number): TimeFacts {
  const until = (stretches: Stretches) => clipped(stretches, Number.NEGATIVE_INFINITY, now);
  const { coveredFrom, raw, down, unknown, excluded } = time;
  return {
    coveredFrom,
    raw: until(raw),
    down: until(down),
    unknown: until(unknown),
    excluded: until(excluded),
  };
}

function inputAt(past: Past, histories: readonly History[], memory: Memory, now: number): JudgeInput {
  const { objective, timeZone } = past;
  const time = past.time && timeAt(past.time, now);
  const about = { objective, timeZone, now, memory, time };
  if (time) return { ...about, amounts: new Map(), windows: [] };
  const from = windowsFrom(objective, memory, now);
  const windows = histories.map((history) => completeAt(history, from, now));
  const ranges = rangesOf(objective, { now, timeZone, dataUntil: dataUntilOf(windows, now) });
  const amounts = new Map(
    ranges.map((range) => [
      range.key,
      // A range of figures ends with the running window, which at a window's end is the one before.
      histories.map((history) => history.amount(range.from, Math.min(range.until, now))),
    ]),
  );
  return { ...about, amounts, windows };
}

/**
 * What would have fired between two instants: every round judged again from what is stored today, with the rules that are given.
 * Late data is known from the beginning here, so that a replay may see sooner what was seen late then.
 */
export function replayObjective(past: Past, { from, until }: { from: number; until: number }): Occurrence[] {
  const histories = past.windows.map((windows) => historyOf(past.objective.rule, windows));
  const stepMs = past.time ? TIME_STEP_MS : WINDOW_MS;
  const [told, noted] = [follower(""), follower(INFO_SCOPE)];
  let memory = NO_MEMORY;
  for (let now = Math.ceil(from / stepMs) * stepMs; now <= until; now += stepMs) {
    const judgement = judgeObjective(inputAt(past, histories, memory, now));
    memory = judgement.memory;
    told.follow(judgement.verdict, now);
    noted.follow(judgement.note, now);
  }
  return [...told.occurrences, ...noted.occurrences].sort((a, b) => a.detectedAt - b.detectedAt);
}
