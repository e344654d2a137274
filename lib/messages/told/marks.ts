import type { State } from "#lib/domain/status/state.ts";

/** The shapes of the states as characters, each another one, so that nobody needs a colour or a picture. */
const MARKS: Record<State, string> = {
  operational: "✓",
  degraded_performance: "▼",
  partial_outage: "◐",
  major_outage: "✕",
  under_maintenance: "◆",
  unknown: "●",
};

export const stateMark = (state: State): string => MARKS[state];
