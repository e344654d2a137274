import type { Impact } from "#lib/domain/snapshot.ts";
import { type State, type WireState, worst } from "./state.ts";

export const INDICATORS = ["none", "minor", "major", "critical", "maintenance"] as const;
export type Indicator = (typeof INDICATORS)[number];
export type OverallStatus = { indicator: Indicator; description: string };

/**
 * The page's one sentence, by Statuspage's table (groups ignored, unknown components left out). Nothing known at all
 * reads "All Systems Operational", as clients expect; the page itself says that there is no data.
 */
export function overallStatus(states: readonly State[]): OverallStatus {
  const known = states.filter((state): state is WireState => state !== "unknown");
  const any = (state: WireState) => known.includes(state);
  const every = (state: WireState) => any(state) && known.every((one) => one === state);
  if (every("major_outage")) return { indicator: "critical", description: "Major System Outage" };
  if (any("major_outage") || every("partial_outage"))
    return { indicator: "major", description: "Partial System Outage" };
  if (any("partial_outage")) return { indicator: "minor", description: "Minor Service Outage" };
  if (every("degraded_performance") && known.length > 1)
    return { indicator: "minor", description: "Degraded System Service" };
  if (any("degraded_performance")) return { indicator: "minor", description: "Partially Degraded Service" };
  if (any("under_maintenance")) return { indicator: "maintenance", description: "Service Under Maintenance" };
  return { indicator: "none", description: "All Systems Operational" };
}

const IMPACTS: Record<State, Impact> = {
  operational: "none",
  under_maintenance: "maintenance",
  degraded_performance: "minor",
  partial_outage: "major",
  major_outage: "critical",
  unknown: "none",
};

/** An incident's impact: that of the worst state among its components, none without components. */
export const impactOf = (states: readonly State[]): Impact => IMPACTS[worst(states)];
