import { pool } from "#lib/data/db.ts";
import { countReplayable, replayFailed } from "#lib/data/delivery/replay.ts";
import type { Scope } from "#lib/data/scope.ts";
import { inTransaction } from "#lib/data/sql.ts";
import { change } from "#lib/data/tx.ts";
import { MAX_AGE_MS } from "#lib/domain/delivery/channel.ts";
import { MAX_REPLAYED, type ReplayRange } from "#lib/domain/fan-outs/replay.ts";

/** How many messages a replay would send. */
export const countReplay = (scope: Scope<"subscribers:write">, range: ReplayRange): Promise<number> =>
  countReplayable(pool(), scope.pageId, range, MAX_REPLAYED);

/**
 * Sends failed messages of a range once more, the newest of each incident only and nothing older than what went out
 * meanwhile. Returns how many; done twice, the second finds none.
 */
export async function replayDeliveries(
  scope: Scope<"subscribers:write">,
  range: ReplayRange,
  now: number,
): Promise<number> {
  const limits = { limit: MAX_REPLAYED, now, maxAgeMs: MAX_AGE_MS };
  const count = await inTransaction((sql) => replayFailed(sql, scope.pageId, range, limits));
  if (count === 0) return 0;
  return await change(scope, async () => ({
    result: count,
    audit: {
      action: "deliveries.replay",
      objectKind: range.incidentId ? "incident" : "page",
      objectId: range.incidentId ?? scope.pageId,
      after: {
        count,
        event_id: range.eventId ?? null,
        subscriber_id: range.recipientId ?? null,
        channel: range.channel ?? null,
      },
    },
    // Wakes whoever sends.
    event: { kind: "deliveries.replayed", payload: { count } },
  }));
}
