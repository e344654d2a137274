import type { ProbeNowResult } from "#lib/domain/page/probe-now.ts";
import { MONITOR_CONFIGS, type ProbeTarget } from "#lib/domain/status/monitor.ts";
import type { Logger } from "#lib/log.ts";
import { type ProbedKind, type ProbeResult, runProbe, selfProbe, type TargetOf } from "#lib/probes/index.ts";
import { type ClaimedProbe, claimAskedProbes, finishAskedProbe } from "#lib/usecases/probes/claim.ts";
import type { EgressOf } from "./egress-of.ts";
import type { RunResult } from "./loop.ts";

/** At once: people wait for these, and each holds a socket for its whole timeout. */
const MAX_IN_FLIGHT = 16;

export type ProbeNowOptions = { egressOf: EgressOf; selfOrigin: string; log: Logger };

/** Makes the probes that people ask for beside the schedule: their results are shown, never stored as samples. */
export function createProbeNow({ egressOf, selfOrigin, log }: ProbeNowOptions) {
  const inFlight = new Set<Promise<void>>();
  const stop = new AbortController();

  async function resultOf(claimed: ClaimedProbe): Promise<ProbeResult> {
    const config = MONITOR_CONFIGS[claimed.target.kind].parse(claimed.target.config);
    const target = { ...claimed.target, config } as ProbeTarget;
    if (target.kind === "self") return await selfProbe(selfOrigin, target.timeoutMs, stop.signal);
    const egress = egressOf({ isFromCatalogue: claimed.isFromCatalogue, target });
    return await runProbe(target as TargetOf<ProbedKind>, egress, stop.signal);
  }

  async function probe(claimed: ClaimedProbe): Promise<void> {
    const startedAt = performance.now();
    const result = await resultOf(claimed).catch((error: unknown): ProbeResult => {
      if (stop.signal.aborted) throw error;
      return { outcome: "down", latencyMs: null, detail: { reason: "probe_failed" }, defect: error };
    });
    if (result.defect) log.error({ err: result.defect, probe: claimed.id }, "A probe could not be made");
    await finishAskedProbe(claimed.id, told(result, performance.now() - startedAt), Date.now());
  }

  return {
    /** Starts what was asked for; says "at once again" when more may wait. */
    async tick(): Promise<RunResult> {
      const room = MAX_IN_FLIGHT - inFlight.size;
      if (room <= 0) return undefined;
      const asked = await claimAskedProbes(Date.now(), room);
      for (const one of asked) {
        const running = probe(one)
          .catch((error: unknown) => {
            if (!stop.signal.aborted) log.error({ err: error, probe: one.id }, "A probe could not be made");
          })
          .finally(() => inFlight.delete(running));
        inFlight.add(running);
      }
      return asked.length === room ? { againInMs: 0 } : undefined;
    },
    /** Waits for probes in flight, at most `patienceMs`; who asked for the others asks again. */
    async drain(patienceMs: number): Promise<void> {
      const cut = setTimeout(() => stop.abort(new Error("the worker stops")), patienceMs);
      while (inFlight.size > 0) await Promise.all(inFlight);
      clearTimeout(cut);
    },
  };
}

const told = ({ outcome, latencyMs, detail }: ProbeResult, elapsedMs: number): ProbeNowResult => ({
  outcome,
  reason: detail.reason ?? null,
  httpStatus: detail.httpStatus ?? null,
  dnsMs: detail.dnsMs ?? null,
  connectMs: detail.connectMs ?? null,
  tlsMs: detail.tlsMs ?? null,
  firstByteMs: detail.firstByteMs ?? null,
  totalMs: latencyMs ?? Math.round(elapsedMs * 10) / 10,
  tlsDaysLeft: detail.tlsDaysLeft ?? null,
});
