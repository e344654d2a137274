import { type CorrectedStretch, correctedTimeline } from "#lib/domain/corrections/correction.ts";
import { type ClosedSpan, clip, type Span, stateAt, type Timeline } from "./span.ts";
import { type State, worst } from "./state.ts";

/** What people say about a component over [startedAt, endedAt); `endedAt: null` is still open. Operational adds nothing. */
export type Claim = {
  source: "override" | "incident" | "maintenance";
  state: State;
  startedAt: number;
  endedAt: number | null;
};

const holds = (claim: Claim, at: number): boolean =>
  claim.startedAt <= at && (claim.endedAt === null || claim.endedAt > at);

/** A running maintenance replaces the baseline; the worst of what is left counts. */
export function effectiveState(baseline: State, open: readonly Pick<Claim, "source" | "state">[]): State {
  // A claim can only make a state worse: "operational" said about something unmeasured is no measurement.
  const claims = open.filter((claim) => claim.state !== "operational" && claim.state !== "unknown");
  const inMaintenance = claims.some((claim) => claim.source === "maintenance");
  const states = claims.map((claim) => claim.state);
  return worst(inMaintenance ? states : [baseline, ...states]);
}

/** The effective state at one instant. */
export const effectiveStateAt = (baseline: Timeline, claims: readonly Claim[], at: number): State =>
  effectiveState(
    stateAt(baseline, at),
    claims.filter((claim) => holds(claim, at)),
  );

/** The effective state over [from, until): closed spans without a hole, neighbours joined. */
export function effectiveTimeline(
  baseline: Timeline,
  claims: readonly Claim[],
  from: number,
  until: number,
): ClosedSpan[] {
  const edges = claims.flatMap((claim) => [claim.startedAt, claim.endedAt ?? until]);
  const inside = [...new Set(edges)].filter((at) => at > from && at < until).sort((a, b) => a - b);
  const result: ClosedSpan[] = [];
  let piece = from;
  for (const edge of [...inside, until]) {
    const open = claims.filter((claim) => holds(claim, piece));
    for (const span of clip(baseline, piece, edge, edge)) {
      const state = effectiveState(span.state, open);
      const last = result.at(-1);
      if (last?.state === state) last.endedAt = span.endedAt;
      else result.push({ ...span, state });
    }
    piece = edge;
  }
  return result;
}

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
  /** What was said afterwards, in the order in which it was said. */
  corrections: readonly CorrectedStretch[];
};

/** The effective state over what the component covers of [from, until), as corrected; the rest of the stretch is unknown. */
export function componentTimeline(facts: ComponentFacts, from: number, until: number): ClosedSpan[] {
  const startedAt = Math.max(from, facts.coveredFrom ?? from);
  const endedAt = Math.min(until, facts.coveredUntil ?? until);
  if (endedAt <= startedAt) return [];
  const baseline = facts.isManual ? withoutHoles(facts.baseline, startedAt) : facts.baseline;
  return correctedTimeline(effectiveTimeline(baseline, facts.claims, startedAt, endedAt), facts.corrections);
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
