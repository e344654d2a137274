import type { UptimePolicy } from "#lib/domain/snapshot.ts";
import { DEFAULT_POLICY, STRICT_POLICY } from "#lib/domain/status/uptime.ts";

type Weights = UptimePolicy["weights"];

/** Weightings of uptime that have a name. */
export const PRESETS = { statuspage: DEFAULT_POLICY.weights, strict: STRICT_POLICY.weights } as const;
export type Preset = keyof typeof PRESETS | "custom";

const NAMES = Object.keys(PRESETS) as (keyof typeof PRESETS)[];
const STATES = ["major_outage", "partial_outage", "degraded_performance"] as const;

/** The name of a weighting; `custom` for any other. */
export const presetOf = (weights: Weights): Preset =>
  NAMES.find((name) => STATES.every((state) => PRESETS[name][state] === weights[state])) ?? "custom";
