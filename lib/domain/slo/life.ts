import { REOPEN_WITHIN_MS } from "../escalation/policy.ts";
import { SEVERITIES, type Severity } from "./definition.ts";
import type { Violation } from "./violation.ts";

/** A past that ended longer ago opens nothing when it becomes known late; its figures are corrected all the same. */
export const LATE_MS = 60 * 60_000;

/** The worst rule of an objective that fires now. Instants are milliseconds since the epoch. */
export type Firing = {
  /** Which one: burn:3600:14.4, window:3, lasting:1800, missed, first_bad. */
  rule: string;
  severity: Severity;
  /** Start of the first bad moment: stays the same while the rule goes on firing. */
  startedAt: number;
  detectedAt: number;
  /** End of the last bad moment that is known. */
  lastBadAt: number;
  actual: string;
  target: string;
  unit: Violation["unit"];
};

/** What a round says of an objective. Silence is `unknown`: it opens nothing and resolves nothing. */
export type Verdict =
  | { kind: "violated"; firing: Firing }
  | { kind: "met"; endedAt: number; resolvedAt: number }
  | { kind: "unknown" };

export type Transition = "none" | "open" | "worsen" | "ease" | "resolve" | "reopen";

export const rankOf = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** What a verdict is compared with, of the latest violation. */
export type Standing = Pick<Violation, "severity" | "resolvedAt" | "resolvedBy">;

/** What somebody ended by hand stays ended until the same run of bad moments becomes worse than it was, or another begins. */
const isDismissed = (latest: Standing, firing: Firing): boolean =>
  latest.resolvedBy !== null &&
  firing.startedAt <= latest.resolvedAt! &&
  rankOf(firing.severity) <= rankOf(latest.severity);

/**
 * What a verdict does to the latest violation of the same objective and scope, open or past (null: there was none). What comes
 * back within REOPEN_WITHIN_MS is the same violation, its clock running on.
 */
export function transitionOf(latest: Standing | null, verdict: Verdict, now: number): Transition {
  if (verdict.kind === "unknown") return "none";
  const isOpen = latest !== null && latest.resolvedAt === null;
  if (verdict.kind === "met") return isOpen ? "resolve" : "none";
  const { firing } = verdict;
  if (isOpen) {
    const difference = rankOf(firing.severity) - rankOf(latest.severity);
    if (difference === 0) return "none";
    return difference > 0 ? "worsen" : "ease";
  }
  if (now - firing.lastBadAt > LATE_MS) return "none";
  if (latest === null) return "open";
  if (isDismissed(latest, firing)) return "none";
  return firing.detectedAt <= latest.resolvedAt! + REOPEN_WITHIN_MS ? "reopen" : "open";
}

/**
 * The clock of the escalation after a transition: from when it was detected as critical; one that comes back critical keeps its
 * clock, one that was less in between starts anew.
 */
export function criticalAtAfter(latest: Violation | null, firing: Firing, now: number): number | null {
  if (firing.severity !== "critical") return null;
  if (latest?.criticalAt != null) return latest.criticalAt;
  // What was warned of before is critical from the moment in which that is seen, not from when the warning was.
  return latest === null || latest.severity === "critical"
    ? firing.detectedAt
    : Math.max(firing.detectedAt, now);
}

/** Duration in ms: of an open one until now, of a past one until the end of its last bad moment. */
export const durationOf = ({ startedAt, endedAt }: Violation, now: number): number =>
  Math.max(0, (endedAt ?? now) - startedAt);
