import type { ProbeTarget } from "#lib/domain/status/monitor.ts";
import type { Egress } from "#lib/net/egress.ts";
import type { ProbeResult } from "./result.ts";

/** The kinds that we go out and ask. The others are asked by nobody (external), or by us of ourselves (self, heartbeat). */
export const PROBED_KINDS = ["http", "tcp", "dns", "tls"] as const;
export type ProbedKind = (typeof PROBED_KINDS)[number];

export type TargetOf<K extends ProbedKind> = Extract<ProbeTarget, { kind: K }>;

/** A target that is down is a result; only the caller's own abort, or a defect, is thrown. */
export type Probe<K extends ProbedKind> = (
  target: TargetOf<K>,
  egress: Egress,
  signal?: AbortSignal,
) => Promise<ProbeResult>;
