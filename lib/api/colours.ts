import type { State } from "#lib/domain/status/state.ts";

/** Marks without text on them (bars, icons): the page's own colours, at least 3 : 1 on white. */
export const MARK_COLOURS: Record<State, string> = {
  operational: "#23935a",
  under_maintenance: "#3f73d8",
  degraded_performance: "#b97e00",
  partial_outage: "#dd6420",
  major_outage: "#cf2e27",
  unknown: "#808893",
};

/** Fields with text on them: at least 4.5 : 1 between the two. Amber stays amber only under dark letters. */
export const FIELD_COLOURS: Record<State, { field: string; letters: string }> = {
  operational: { field: "#1a7f4b", letters: "#fff" },
  under_maintenance: { field: "#2563c9", letters: "#fff" },
  degraded_performance: { field: "#e3a008", letters: "#1f1600" },
  partial_outage: { field: "#b3470f", letters: "#fff" },
  major_outage: { field: "#c1272d", letters: "#fff" },
  unknown: { field: "#5c6773", letters: "#fff" },
};
