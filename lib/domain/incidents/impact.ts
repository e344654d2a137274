import type { Impact } from "../snapshot.ts";
import { type WireState, worst } from "../status/state.ts";
import type { Incident, IncidentUpdate } from "./incident.ts";

const IMPACT_OF: Record<WireState, Impact> = {
  operational: "none",
  under_maintenance: "maintenance",
  degraded_performance: "minor",
  partial_outage: "major",
  major_outage: "critical",
};

/** The impact that a state has: degraded → minor, partial → major, major → critical, maintenance → maintenance, else none. */
export const impactOfState = (state: WireState): Impact => IMPACT_OF[state];

type Told = Pick<Incident, "kind" | "impactOverride" | "componentTimes" | "components"> & {
  updates: readonly Pick<IncidentUpdate, "components">[];
};

/**
 * The override, else what the worst state says that the incident claimed while it ran. Only components that `counts` take
 * part: what is private has no public impact.
 */
export function impactOf(incident: Told, counts: (componentId: string) => boolean = () => true): Impact {
  if (incident.impactOverride) return incident.impactOverride;
  if (incident.kind === "maintenance") return "maintenance";
  if (incident.kind === "announcement") return "none";
  const states = [
    ...incident.components,
    ...incident.componentTimes,
    ...incident.updates.flatMap(({ components }) =>
      (components ?? []).map(({ componentId, newState }) => ({ componentId, state: newState })),
    ),
  ].filter(({ componentId }) => counts(componentId));
  const state = worst(states.map((one) => one.state));
  return state === "unknown" ? "none" : impactOfState(state);
}
