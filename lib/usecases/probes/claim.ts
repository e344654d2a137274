import { type ClaimedProbe, claimProbes, deleteProbes, finishProbe } from "#lib/data/page/probe-requests.ts";
import { PROBE_KEPT_MS, PROBE_PATIENCE_MS, type ProbeNowResult } from "#lib/domain/page/probe-now.ts";

export type { ClaimedProbe };

/** Claims at most `limit` probes that somebody still waits for. */
export const claimAskedProbes = (now: number, limit: number): Promise<ClaimedProbe[]> =>
  claimProbes(now, now - PROBE_PATIENCE_MS, limit);

/** Keeps what a claimed probe found. It becomes no sample. */
export const finishAskedProbe = (id: string, result: ProbeNowResult, now: number): Promise<void> =>
  finishProbe(id, result, now);

/** Forgets old ones. Returns how many. */
export const forgetProbes = (now: number): Promise<number> => deleteProbes(now - PROBE_KEPT_MS);
