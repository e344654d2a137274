import { impactOfState } from "../incidents/impact.ts";
import type { Impact } from "../snapshot.ts";
import { type WireState, worst } from "../status/state.ts";

/** 0 none, 1 minor, 2 major, 3 critical; maintenance and announcements have 0 and pass every floor (`floorApplies`). */
export type ImpactRank = 0 | 1 | 2 | 3;

const RANK: Record<Impact, ImpactRank> = { none: 0, maintenance: 0, minor: 1, major: 2, critical: 3 };

export const rankOf = (impact: Impact): ImpactRank => RANK[impact];
export const maxRank = (a: ImpactRank, b: ImpactRank): ImpactRank => (a > b ? a : b);

/** What an update said of components. */
export type Said = { affectedComponents: readonly { id: string; newState: WireState }[] | null };

/** The impact that updates say by the states they name. */
export function impactSaidBy(updates: readonly Said[]): Impact {
  const states = updates.flatMap(({ affectedComponents }) =>
    (affectedComponents ?? []).map(({ newState }) => newState),
  );
  const state = worst(states);
  return state === "unknown" ? "none" : impactOfState(state);
}

/** How bad it was when the newest of `until` was told. Where its updates do not say it (an override), as bad as it is now. */
export function rankAsOf(
  { impact, updates }: { impact: Impact; updates: readonly Said[] },
  until: readonly Said[],
): ImpactRank {
  return rankOf(impactSaidBy(updates) === impact ? impactSaidBy(until) : impact);
}
