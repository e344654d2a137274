import type { z } from "zod";
import { MONITOR_CONFIGS, type ProbeTarget } from "#lib/domain/status/monitor.ts";

type Kind = "http" | "tcp" | "dns" | "tls";
type Config<K extends Kind> = z.input<(typeof MONITOR_CONFIGS)[K]>;

/** What a probe gets for a monitor with this configuration, as it would be stored. */
export function probeTarget<K extends Kind>(
  kind: K,
  config: Config<K>,
  limits: { timeoutMs?: number; degradedAboveMs?: number | null } = {},
): Extract<ProbeTarget, { kind: K }> {
  const target = {
    id: "m00000000000",
    kind,
    config: MONITOR_CONFIGS[kind].parse(config),
    timeoutMs: limits.timeoutMs ?? 2_000,
    degradedAboveMs: limits.degradedAboveMs ?? null,
  };
  return target as unknown as Extract<ProbeTarget, { kind: K }>;
}
