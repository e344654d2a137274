import { type Claim, effectiveState } from "#lib/domain/status/effective.ts";
import type { State, WireState } from "#lib/domain/status/state.ts";
import type { BaselineSource, ComponentStatus } from "./component.ts";

/** The facts that decide what a component shows at one instant. */
export type StatusFacts = {
  baselineSource: BaselineSource;
  /** Null: nothing is stored for this instant. */
  baseline: State | null;
  /** The newest baseline that was not unknown, at or before the instant. */
  lastKnown: WireState | null;
  openClaims: readonly Pick<Claim, "source" | "state">[];
};

/**
 * The v2 status of a component and what it rests on: while the state is unknown the last known one is told, else
 * operational (docs/uptime.md). A manual component is always covered.
 */
export function statusOf(facts: StatusFacts): ComponentStatus {
  const baseline = facts.baseline ?? (facts.baselineSource === "manual" ? "operational" : "unknown");
  const state = effectiveState(baseline, facts.openClaims);
  const overridden = facts.openClaims.some((claim) => claim.source === "override");
  if (state !== "unknown") return { wire: state, data: "fresh", overridden };
  const data = facts.lastKnown === null ? "none" : "stale";
  return { wire: facts.lastKnown ?? "operational", data, overridden };
}
