import { type Claim, effectiveTimeline } from "./effective.ts";
import type { ClosedSpan, Span, Timeline } from "./span.ts";

/** What a component's effective state is made of. Instants in ms. */
export type ComponentFacts = {
  /** Set by people: always covered, operational unless they said otherwise. */
  isManual: boolean;
  /** Before this (start date, else creation for manual ones) nothing is known; null: from the first verdict on. */
  coveredFrom: number | null;
  /** When it was archived. */
  coveredUntil: number | null;
  baseline: Timeline;
  claims: readonly Claim[];
};

/** The effective state over what the component covers of [from, until); the rest of the stretch is unknown. */
export function componentTimeline(facts: ComponentFacts, from: number, until: number): ClosedSpan[] {
  const startedAt = Math.max(from, facts.coveredFrom ?? from);
  const endedAt = Math.min(until, facts.coveredUntil ?? until);
  if (endedAt <= startedAt) return [];
  const baseline = facts.isManual ? withoutHoles(facts.baseline, startedAt) : facts.baseline;
  return effectiveTimeline(baseline, facts.claims, startedAt, endedAt);
}

/** Operational wherever nothing is said from `from` on. */
function withoutHoles(timeline: Timeline, from: number): Span[] {
  const filled: Span[] = [];
  let coveredUntil: number | null = from;
  for (const span of timeline) {
    if (coveredUntil !== null && span.startedAt > coveredUntil)
      filled.push({ startedAt: coveredUntil, endedAt: span.startedAt, state: "operational" });
    filled.push(span);
    coveredUntil = span.endedAt === null ? null : Math.max(coveredUntil ?? span.endedAt, span.endedAt);
  }
  if (coveredUntil !== null) filled.push({ startedAt: coveredUntil, endedAt: null, state: "operational" });
  return filled;
}
