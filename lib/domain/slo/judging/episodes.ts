import { percentileUs } from "../counting/percentile.ts";
import { type AlertRule, type ObjectiveRule, WINDOW_MS } from "../definition.ts";
import { compare, ONE, parsePercent, percentText, subtract } from "../fraction.ts";
import { LATE_MS } from "../life.ts";
import { ruleName } from "../rules/name.ts";
import { followedAll, NO_RUN, RUN_GAP_MS, type Slice } from "../rules/run.ts";
import type { Found } from "./alerts.ts";
import { type Evidence, type JudgedWindow, lastRun } from "./evidence.ts";
import type { Memory, RuleMemory, Run } from "./input.ts";
import { windowStart } from "./ranges.ts";

export const NO_EPISODE: RuleMemory = { firing: null, over: null };

/** What a rule remembers after what it found: an episode keeps its start and when it was detected; silence changes nothing. */
export function followedUp(before: RuleMemory, found: Found, now: number): RuleMemory {
  const { isFiring, startedAt, lastBadAt, actual } = found;
  if (isFiring === null) return before;
  const { firing } = before;
  if (isFiring)
    return {
      ...before,
      firing: {
        startedAt: firing?.startedAt ?? startedAt,
        detectedAt: firing?.detectedAt ?? now,
        lastBadAt: Math.max(firing?.lastBadAt ?? lastBadAt, lastBadAt),
        actual,
      },
    };
  return firing ? { firing: null, over: { endedAt: firing.lastBadAt, resolvedAt: now } } : before;
}

type RunRule = Extract<AlertRule, { kind: "consecutive" | "window" }>;

/** What a rule of rows makes of a window; null: it says nothing. */
function sliceOf(alert: RunRule, { at, share, isBad }: JudgedWindow): Slice | null {
  if (alert.kind === "consecutive") return isBad === null ? null : { at, isBad };
  if (share === null) return null;
  return { at, isBad: compare(subtract(ONE, share), parsePercent(alert.above)) > 0 };
}

function judgedValue(window: JudgedWindow | undefined, rule: ObjectiveRule): string | null {
  if (!window) return null;
  if (rule.kind === "latency") return String(percentileUs(window.counts, rule.percentile));
  return window.share && percentText(window.share);
}

/**
 * A rule of rows of windows. What has settled is remembered; younger windows may still change and are judged anew every round, so
 * late data corrects what it made of them. Returns also the run as it stood at `settledUntil`.
 */
export function followedRows(
  alert: RunRule,
  rule: ObjectiveRule,
  { windows }: Evidence,
  memory: Memory,
  settledUntil: number,
): { run: Run; rule: RuleMemory; seenUntil: number | null } {
  const name = ruleName(alert);
  const from = memory.settledUntil ?? Number.NEGATIVE_INFINITY;
  const slices = windows
    .filter(({ at }) => at >= from)
    .flatMap((window) => {
      const slice = sliceOf(alert, window);
      return slice ? [{ ...slice, window }] : [];
    });
  const settled = followedAll(
    memory.runs[name] ?? NO_RUN,
    slices.filter(({ at }) => at < settledUntil),
    alert,
  );
  const run = followedAll(
    settled,
    slices.filter(({ at }) => at >= settledUntil),
    alert,
  );
  const lastBad = slices.findLast(({ isBad }) => isBad)?.window;
  const before = memory.rules[name] ?? NO_EPISODE;
  const actual = judgedValue(lastBad, rule) ?? before.firing?.actual ?? "";
  return {
    run: settled,
    rule: { firing: run.violated && { ...run.violated, lastBadAt: run.lastBadAt!, actual }, over: run.over },
    seenUntil: run.seenUntil,
  };
}

/** Up to where rows of windows have settled by now; it never goes back. */
export const settledBy = (memory: Memory, now: number): number =>
  Math.max(memory.settledUntil ?? Number.NEGATIVE_INFINITY, windowStart(now) - LATE_MS);

/**
 * The first bad event of a zero-tolerance objective fires and stays: it has happened. Bad events that come later than RUN_GAP_MS
 * after the last ones, or that become known late, are an episode of their own. Over when the operational window has left them behind.
 */
export function firstBad(
  before: RuleMemory,
  { windows }: Evidence,
  { seen, bad, total }: { seen: bigint | null; bad: bigint; total: bigint },
  { now, windowMs }: { now: number; windowMs: number },
): RuleMemory {
  const { firing } = before;
  const moments = windows
    .filter(({ hasBad }) => hasBad)
    .map(({ at }) => ({ startedAt: at, endedAt: at + WINDOW_MS }));
  const run = lastRun(moments);
  const actual = String(bad);
  const isNews =
    run !== null && run.lastBadAt > (firing?.lastBadAt ?? before.over?.endedAt ?? Number.NEGATIVE_INFINITY);
  if (isNews) {
    const goesOn = firing !== null && run.startedAt - firing.lastBadAt <= RUN_GAP_MS;
    const begun = goesOn ? firing : { startedAt: run.startedAt, detectedAt: now };
    return {
      ...before,
      firing: { startedAt: begun.startedAt, detectedAt: begun.detectedAt, lastBadAt: run.lastBadAt, actual },
    };
  }
  if (seen !== null && bad > seen)
    return { ...before, firing: { startedAt: now, detectedAt: now, lastBadAt: now, actual } };
  if (!firing || total === 0n) return before;
  if (firing.lastBadAt >= now - windowMs) return { ...before, firing: { ...firing, actual } };
  return { firing: null, over: { endedAt: firing.lastBadAt, resolvedAt: now } };
}
