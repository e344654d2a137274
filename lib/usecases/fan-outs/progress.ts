import { pool } from "#lib/data/db.ts";
import { keepTallies, readProgress } from "#lib/data/fan-outs/progress.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { FanOutProgress } from "#lib/domain/delivery/progress.ts";
import { notFound } from "#lib/domain/errors.ts";

/** Most fan-outs in one answer. */
export const MAX_FAN_OUTS = 100;

export type FanOutQuery = {
  incidentId?: string | undefined;
  eventId?: string | undefined;
  before?: string | undefined;
  limit?: number | undefined;
};

/** Events that were told to people, newest first, with counts by state and channel. `before`: the event to go on behind. */
export const readFanOuts = (
  scope: Scope<"page:read">,
  { limit = MAX_FAN_OUTS, ...query }: FanOutQuery,
): Promise<FanOutProgress[]> =>
  readProgress(pool(), { ...query, pageId: scope.pageId, limit: Math.min(limit, MAX_FAN_OUTS) });

/** One of them. @throws Failure not_found */
export async function readFanOut(scope: Scope<"page:read">, eventId: string): Promise<FanOutProgress> {
  const [found] = await readFanOuts(scope, { eventId, limit: 1 });
  if (!found) throw notFound("fan-out");
  return found;
}

/** Until then a provider may still correct what it said. */
const SETTLED_AFTER_MS = 3_600_000;
const TALLIES_AT_ONCE = 50;

/** Counts for good what is over, so that lists need not count it again. Returns how many. */
export const settleFanOuts = (now: number): Promise<number> =>
  keepTallies(pool(), now - SETTLED_AFTER_MS, TALLIES_AT_ONCE);
