import { pool } from "#lib/data/db.ts";
import { makeDigests } from "#lib/data/fan-outs/digests.ts";
import { readHold } from "#lib/data/instance/epoch.ts";
import { inTransaction } from "#lib/data/sql.ts";
import { MAX_AGE_MS } from "#lib/domain/delivery/channel.ts";

/** Subscribers that are served in one transaction. */
const BATCH = 5_000;

/**
 * Gives everybody whose hour has come one message of all that was gathered for them since the last; what was told by it ends as
 * collapsed. Any number of workers may. `isDone`: nobody else's hour has come.
 */
export async function sendDigests(
  now: number,
  { batch = BATCH }: { batch?: number } = {},
): Promise<{ made: number; isDone: boolean }> {
  if (await readHold(pool())) return { made: 0, isDone: true };
  const limits = { now, limit: batch, maxAgeMs: MAX_AGE_MS };
  const { made, looked } = await inTransaction((sql) => makeDigests(sql, limits));
  return { made, isDone: looked < batch };
}
