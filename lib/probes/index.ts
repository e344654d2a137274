import type { Egress } from "#lib/net/egress.ts";
import { probeDns } from "./dns.ts";
import { probeHttp } from "./http.ts";
import type { Probe, ProbedKind, TargetOf } from "./probe.ts";
import { down, type ProbeResult } from "./result.ts";
import { probeTcp } from "./tcp.ts";
import { probeTls } from "./tls.ts";

export { judgeHeartbeat } from "./heartbeat.ts";
export { PROBED_KINDS, type Probe, type ProbedKind, type TargetOf } from "./probe.ts";
export type { ProbeResult } from "./result.ts";
export { selfProbe } from "./self.ts";

/** The registry: a new kind does not compile until it stands here. */
export const probes: { [K in ProbedKind]: Probe<K> } = {
  http: probeHttp,
  tcp: probeTcp,
  dns: probeDns,
  tls: probeTls,
};

/**
 * Probes one target once, within its `timeoutMs`. Never throws: a target that is down is a result with a named reason, and
 * a defect of ours is `probe_failed` with the error in `defect` (log it, and count the slot as missing).
 * Only an abort by `signal` rejects, with the signal's reason: then there is no result.
 */
export async function runProbe<K extends ProbedKind>(
  target: TargetOf<K>,
  egress: Egress,
  signal?: AbortSignal,
): Promise<ProbeResult> {
  const probe: Probe<K> = probes[(target as { kind: K }).kind];
  try {
    return await probe(target, egress, signal);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    return { ...down("probe_failed"), defect: error };
  }
}
