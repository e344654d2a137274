import { z } from "zod";
import type { Reason } from "#lib/domain/reason.ts";
import type { ProbeTarget } from "#lib/domain/status/monitor.ts";
import type { Outcome } from "#lib/domain/status/sample.ts";
import { monitorPatch, newMonitor } from "./monitor.ts";

/** On one page, by people and tokens together: a probe asks somebody else's server. */
export const MAX_PROBES_A_MINUTE = 20;
/** Who asked has gone away by then: what no worker has begun is not begun any more. */
export const PROBE_PATIENCE_MS = 90_000;
/** How long the answer can be read. */
export const PROBE_KEPT_MS = 86_400_000;

/** What a probe is to ask; `isFromCatalogue` opens the way to PLATFORM_URL, nothing else. */
export type ProbeNowTarget = { target: ProbeTarget; isFromCatalogue: boolean };

/** What one probe found and where its time went, in milliseconds. Never anything of the answer itself. */
export type ProbeNowResult = {
  outcome: Outcome;
  reason: Reason | null;
  httpStatus: number | null;
  dnsMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
  firstByteMs: number | null;
  totalMs: number;
  tlsDaysLeft: number | null;
};

export type ProbeNowState = "waiting" | "running" | "finished" | "expired";

/** A probe that a person asked for; it is no sample and changes nothing. Instants are milliseconds since the epoch. */
export type ProbeNow = {
  id: string;
  pageId: string;
  /** Null: settings that were not saved yet. */
  monitorId: string | null;
  requestedAt: number;
  claimedAt: number | null;
  finishedAt: number | null;
  result: ProbeNowResult | null;
};

export type ProbeNowWithState = ProbeNow & { state: ProbeNowState };

/** Where it stands: without a worker it expires, and so does one whose worker died. */
export function stateOf(probe: ProbeNow, now: number): ProbeNowState {
  if (probe.finishedAt !== null) return "finished";
  const since = probe.claimedAt ?? probe.requestedAt;
  if (now - since > PROBE_PATIENCE_MS) return "expired";
  return probe.claimedAt === null ? "waiting" : "running";
}

/** Settings to try before they are saved: changes of a monitor, or a whole new one. */
export const probeOfMonitor = z.object({ monitor: monitorPatch.optional() });
export const probeOfSettings = z.object({ monitor: newMonitor });
