import { claimDue, type DueProbe } from "#lib/data/status/monitors.ts";

export type { DueProbe };

/**
 * Claims at most `limit` probes that are due at `now` (ms): each slot goes to one worker only, and a worker that comes
 * late gets the newest slot alone.
 */
export const claimDueProbes = (now: number, limit: number): Promise<DueProbe[]> => claimDue(now, limit);
