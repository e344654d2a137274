/** The five states of Statuspage and `unknown`, which has no wire value. Order = severity, mildest first. */
export const STATES = [
  "operational",
  "under_maintenance",
  "degraded_performance",
  "partial_outage",
  "major_outage",
] as const;

export type WireState = (typeof STATES)[number];
export type State = WireState | "unknown";
export const ALL_STATES: readonly State[] = [...STATES, "unknown"];

/** 0 = operational … 4 = major outage; unknown is -1: anything known outranks it. */
export const severity = (state: State): number => STATES.indexOf(state as WireState);

/** The worst of the given states; `unknown` only when nothing is known. */
export function worst(states: Iterable<State>): State {
  let result: State = "unknown";
  for (const state of states) if (severity(state) > severity(result)) result = state;
  return result;
}
