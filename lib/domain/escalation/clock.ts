import { type Escalated, type EscalationLevel, type Level, PRE_EMPTIVE_MS } from "./policy.ts";

const SECOND_MS = 1_000;

/** What is known of a violation beside its own row. */
export type Circumstances = {
  /** What its content demands at once, whatever the clock says; null: nothing. */
  floor: Level | null;
  /** When the budget of the affected tier ends if things stay as they are; null: it does not, or there is none. */
  exhaustsInMs: number | null;
};

/** `time`: the clock. `content`: the floor. `pre_emptive`: the budget ends too soon. `resumed`: the hold is over. */
export type DueReason = "time" | "content" | "pre_emptive" | "resumed";
export type DueLevel = { level: Level; baseAt: number; dueAt: number; reason: DueReason };

/** The start of the clock of a violation: when it was detected as what it is now. */
export const clockOf = ({ severity, detectedAt, criticalAt }: Escalated): number =>
  severity === "critical" ? (criticalAt ?? detectedAt) : detectedAt;

/**
 * When each level is due. Information and what is over have none; a warning stays at level 1. The clock is that of the violation,
 * not of the level before. Levels whose moment has passed are due at once, so a violation that was held, or that came
 * back, goes on at the level that its clock says.
 */
export function dueLevels(
  violation: Escalated,
  levels: readonly Pick<EscalationLevel, "level" | "afterSeconds">[],
  { floor, exhaustsInMs }: Circumstances,
  now: number,
): DueLevel[] {
  const { severity, resolvedAt, resumesAt } = violation;
  if (severity === "info" || resolvedAt !== null) return [];
  const baseAt = clockOf(violation);
  const reached = severity === "critical" ? levels : levels.filter(({ level }) => level === 1);
  return reached.map(({ level, afterSeconds }): DueLevel => {
    const timedAt = baseAt + afterSeconds * SECOND_MS;
    const due = (dueAt: number, reason: DueReason) => ({ level, baseAt, dueAt, reason });
    if (level === 1) return due(timedAt, "time");
    const isHeld = resumesAt !== null && resumesAt > timedAt;
    if (floor !== null && level <= floor)
      return timedAt > now || isHeld ? due(now, "content") : due(timedAt, "time");
    if (isHeld) return due(resumesAt, "resumed");
    const isTooSoon = exhaustsInMs !== null && exhaustsInMs < PRE_EMPTIVE_MS;
    if (level === 2 && isTooSoon && timedAt > now && (resumesAt ?? 0) <= now) return due(now, "pre_emptive");
    return due(timedAt, "time");
  });
}

/** A level as it is stored. */
export type Timer = {
  level: number;
  baseAt: number;
  dueAt: number;
  doneAt: number | null;
  cancelledAt: number | null;
};

/**
 * Of the levels that are due some time, those whose row must be written: new ones, those of a clock that began anew, and those
 * that have moved. What was done stays done; what is due already stays as it was set.
 */
export function timersToSet(due: readonly DueLevel[], stored: readonly Timer[], now: number): DueLevel[] {
  const rows = new Map(stored.map((row) => [row.level, row]));
  return due.filter((one) => {
    const row = rows.get(one.level);
    if (!row || one.baseAt > row.baseAt) return true;
    if (row.doneAt !== null) return false;
    if (row.cancelledAt !== null) return true;
    if (one.dueAt <= now && row.dueAt <= now) return false;
    return one.dueAt !== row.dueAt;
  });
}
