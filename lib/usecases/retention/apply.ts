import { pool } from "#lib/data/db.ts";
import {
  createPartitionsAhead,
  dropPartitionsBefore,
  keptFrom,
  rawRetentionDays,
} from "#lib/data/status/partitions.ts";
import { deleteIdempotencyKeys } from "#lib/data/status/workers.ts";

/** Partitions exist this many days before they are needed. */
const DAYS_AHEAD = 3;
/** The same idempotency key is honoured for 24 h. */
const IDEMPOTENCY_PERIOD_MS = 86_400_000;

/** Makes the sample partitions of today and the next three days. */
export const preparePartitions = (now: number): Promise<void> => createPartitionsAhead(now, DAYS_AHEAD);

/** Drops the days of raw samples that are older than every page's retention. Returns the days (UTC). */
export async function dropOldSamples(now: number): Promise<string[]> {
  return await dropPartitionsBefore(keptFrom(now, await rawRetentionDays(pool())));
}

/** Forgets the answers kept for idempotency keys after 24 h. Returns how many. */
export const forgetIdempotencyKeys = (now: number): Promise<number> =>
  deleteIdempotencyKeys(pool(), now - IDEMPOTENCY_PERIOD_MS);
