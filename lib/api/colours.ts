import type { State } from "#lib/domain/status/state.ts";

/** One colour per state, dark enough for white text on it (at least 4.5 : 1). */
export const STATE_COLOURS: Record<State, string> = {
  operational: "#1a7f4b",
  under_maintenance: "#2563c9",
  degraded_performance: "#8a5d00",
  partial_outage: "#b3470f",
  major_outage: "#c1272d",
  unknown: "#5c6773",
};
