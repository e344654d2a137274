import type { Outcome } from "./sample.ts";
import { mergeSpans, type Span } from "./span.ts";
import { type State, severity } from "./state.ts";

/** So many missing slots in a row carry the last state on; more are unknown from the first of them. */
export const CARRIED_SLOTS = 2;
/** The slot in flight: its sample may still be on its way when the slot is over. */
const GRACE_SLOTS = 1;

const VERDICT = {
  up: "operational",
  degraded: "degraded_performance",
  down: "major_outage",
} as const satisfies Record<Outcome, State>;

export type JudgedSample = { slotAt: number; outcome: Outcome };

export type JudgeInput = {
  /** One per slot (after quorum), sorted by slot, impaired ones left out, none before `startAt`. */
  samples: readonly JudgedSample[];
  intervalMs: number;
  confirmations: number;
  /** The stored verdict at `startAt`; unknown when nothing was judged yet. */
  before: State;
  startAt: number;
  now: number;
};

/**
 * The timeline of one monitor from `startAt` on; the last span is open. The verdict moves after `confirmations`
 * consecutive samples that are all worse, or all better, than it: to the verdict closest to the present one that all
 * of them support, back-dated to the first of them. From unknown one `up` is enough. A sample owns its slot; up to
 * CARRIED_SLOTS missing slots carry the state, longer gaps are unknown from the first missing slot.
 */
export function judgeTimeline(input: JudgeInput): Span[] {
  const { samples, intervalMs, confirmations, startAt, now } = input;
  const spans: Span[] = [];
  let verdict = input.before;
  let run: JudgedSample[] = [];
  let coveredUntil = startAt;

  const move = (at: number, state: State) => {
    verdict = state;
    const last = spans.at(-1);
    if (last) last.endedAt = at;
    spans.push({ startedAt: at, endedAt: null, state });
  };
  const lapse = (until: number) => {
    if (until - coveredUntil <= CARRIED_SLOTS * intervalMs) return;
    run = [];
    move(coveredUntil, "unknown");
  };

  move(startAt, verdict);
  for (const sample of samples) {
    lapse(sample.slotAt);
    coveredUntil = Math.max(coveredUntil, sample.slotAt + intervalMs);
    run = extended(run, sample, verdict);
    const next = confirmed(run, verdict, confirmations);
    if (!next) continue;
    move((run[0] as JudgedSample).slotAt, next);
    // The new verdict may have witnesses of a further move among these samples.
    const seen = run.slice(1);
    run = [];
    for (const earlier of seen) run = extended(run, earlier, next);
  }
  lapse(now - GRACE_SLOTS * intervalMs);
  return mergeSpans(spans);
}

/** -1 milder than the verdict, 0 agrees, 1 worse. From unknown everything but up is worse: up alone ends it at once. */
function side(sample: JudgedSample, verdict: State): number {
  if (verdict === "unknown") return sample.outcome === "up" ? -1 : 1;
  return Math.sign(severity(VERDICT[sample.outcome]) - severity(verdict));
}

/** The samples in a row, up to and with `sample`, that stand on one side of the verdict. */
function extended(run: JudgedSample[], sample: JudgedSample, verdict: State): JudgedSample[] {
  const here = side(sample, verdict);
  if (here === 0) return [];
  const first = run[0];
  return first && side(first, verdict) === here ? [...run, sample] : [sample];
}

function confirmed(run: JudgedSample[], verdict: State, confirmations: number): State | null {
  const first = run[0];
  if (!first) return null;
  const here = side(first, verdict);
  if (verdict === "unknown" && here < 0) return VERDICT.up;
  if (run.length < confirmations) return null;
  const states = run.map((sample) => VERDICT[sample.outcome]);
  states.sort((a, b) => severity(a) - severity(b));
  return (here > 0 ? states[0] : states.at(-1)) ?? null;
}

/**
 * From where samples must be read and judged again when something changed at `fromAt` (slot start), so that the result
 * equals judging everything; `before` is the stored state at the returned instant. `previousSampleAt` is the slot of
 * the newest sample before `fromAt` (null: none): a silence before `fromAt` may not have been judged yet.
 */
export function judgeStart(
  fromAt: number,
  intervalMs: number,
  confirmations: number,
  previousSampleAt: number | null = null,
): number {
  // A run of `confirmations` samples, each at most CARRIED_SLOTS + 1 slots after the one before it.
  const lookBackMs = (CARRIED_SLOTS + 1) * confirmations * intervalMs;
  return Math.min(fromAt, previousSampleAt ?? fromAt) - lookBackMs;
}

/**
 * When silence becomes unknown: judge a monitor again at this instant (or later) if no sample newer than
 * `lastSampleAt` (slot start) has come, with `fromAt = lastSampleAt`.
 */
export const silentAt = (lastSampleAt: number, intervalMs: number): number =>
  lastSampleAt + (1 + CARRIED_SLOTS + GRACE_SLOTS) * intervalMs + 1;
