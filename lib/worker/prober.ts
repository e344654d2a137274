import { MONITOR_CONFIGS, type ProbeTarget } from "#lib/domain/status/monitor.ts";
import { LOCAL_PROBER } from "#lib/domain/status/sample.ts";
import type { Logger } from "#lib/log.ts";
import { judgeHeartbeat, type ProbeResult, runProbe, selfProbe } from "#lib/probes/index.ts";
import { claimDueProbes, type DueProbe } from "#lib/usecases/monitors/claim.ts";
import type { EgressOf } from "./egress-of.ts";
import type { RunResult } from "./loop.ts";
import type { Result } from "./result-writer.ts";

/** Probes in flight at most: every one may hold a socket for its whole timeout. */
const MAX_IN_FLIGHT = 512;
/** Slots claimed in one statement. */
const MAX_CLAIM = 200;

export type ProberOptions = {
  egressOf: EgressOf;
  /** `http://127.0.0.1:PORT` of our own web process. */
  selfOrigin: string;
  onResult: (result: Result) => void;
  log: Logger;
};

/** Claims due slots and probes them; every result goes to `onResult`. */
export function createProber({ egressOf, selfOrigin, onResult, log }: ProberOptions) {
  const inFlight = new Set<Promise<void>>();
  const stop = new AbortController();

  async function resultOf(due: DueProbe, target: ProbeTarget): Promise<ProbeResult | null> {
    switch (target.kind) {
      case "external":
        return null;
      case "self":
        return await selfProbe(selfOrigin, target.timeoutMs, stop.signal);
      case "heartbeat": {
        const graceMs = target.config.grace_seconds * 1000;
        const { lastPingAt, intervalMs } = due;
        return judgeHeartbeat({ lastPingAt, intervalMs, graceMs, now: Date.now() });
      }
      default:
        return await runProbe(target, egressOf(due), stop.signal);
    }
  }

  async function probe(due: DueProbe): Promise<void> {
    const config = MONITOR_CONFIGS[due.target.kind].safeParse(due.target.config);
    // The manage API checks what it stores; a config from elsewhere that nobody can probe is our defect, not an outage.
    if (!config.success) throw config.error;
    const target = { ...due.target, config: config.data } as ProbeTarget;
    const result = await resultOf(due, target);
    if (result?.defect) throw result.defect;
    if (result) onResult(told(due, target, result));
  }

  const start = (due: DueProbe) => {
    const running = probe(due)
      .catch((error: unknown) => {
        if (!stop.signal.aborted)
          log.error({ err: error, monitor: due.target.id }, "A probe could not be made");
      })
      .finally(() => inFlight.delete(running));
    inFlight.add(running);
  };

  return {
    /** Starts what is due now. Says "at once again" when more may be due. */
    async tick(): Promise<RunResult> {
      const room = Math.min(MAX_CLAIM, MAX_IN_FLIGHT - inFlight.size);
      if (room <= 0) return undefined;
      const due = await claimDueProbes(Date.now(), room);
      for (const one of due) start(one);
      return due.length === room ? { againInMs: 0 } : undefined;
    },
    /** Waits for probes in flight, at most `patienceMs`; then they are cut and their slots are missing. */
    async drain(patienceMs: number): Promise<void> {
      const cut = setTimeout(() => stop.abort(new Error("the worker stops")), patienceMs);
      while (inFlight.size > 0) await Promise.all(inFlight);
      clearTimeout(cut);
    },
  };
}

function told(due: DueProbe, target: ProbeTarget, result: ProbeResult): Result {
  return {
    pageId: due.pageId,
    kind: target.kind,
    host: hostOf(target),
    intervalMs: due.intervalMs,
    wasUp: due.lastKnown === "operational" || due.lastKnown === "degraded_performance",
    finishedAt: Date.now(),
    sample: {
      monitorId: target.id,
      prober: LOCAL_PROBER,
      slotAt: due.slotAt,
      outcome: result.outcome,
      impaired: false,
      latencyMs: result.latencyMs,
      clientId: null,
      detail: result.detail,
    },
    ...(result.tlsExpiresAt === undefined ? {} : { tlsExpiresAt: result.tlsExpiresAt }),
  };
}

function hostOf(target: ProbeTarget): string {
  if (target.kind === "http") return new URL(target.config.url).hostname;
  return "host" in target.config ? target.config.host : "";
}
