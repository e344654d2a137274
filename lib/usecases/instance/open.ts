import { pool } from "#lib/data/db.ts";
import {
  type Epoch,
  type Hold,
  holdSending,
  lockEpoch,
  readHold,
  tickEpoch,
} from "#lib/data/instance/epoch.ts";
import { newId } from "#lib/data/new-id.ts";
import { inTransaction } from "#lib/data/sql.ts";
import { readLastHeartbeat } from "#lib/data/status/workers.ts";

/** A database that somebody used so lately is no old backup, even for whom has never seen it. */
const RECENT_MS = 10 * 60_000;

export type Opened = Epoch & { hold: Hold | null };

/** What DATA_DIR remembers of the database; null: nothing. */
function isAnother(kept: Epoch | null, found: Epoch, isInUse: boolean): boolean {
  if (kept?.epoch === found.epoch) return found.ticks < kept.ticks;
  return !isInUse;
}

/**
 * Compares what DATA_DIR keeps with the database that is there. A database that went back in time, or that another
 * instance left long ago, is a restored backup: from now on nothing is sent until an operator says what becomes of it. A
 * fresh database, and a new DATA_DIR beside a database in use, are none.
 */
export async function openInstance(kept: Epoch | null, now: number): Promise<Opened> {
  return await inTransaction(async (sql) => {
    const found = await lockEpoch(sql, newId());
    if (found) {
      const lastAt = await readLastHeartbeat(sql);
      const isInUse = lastAt === null || now - lastAt <= RECENT_MS;
      if (isAnother(kept, found, isInUse)) await holdSending(sql, "mismatch", now);
    }
    const epoch = (await tickEpoch(sql))!;
    return { ...epoch, hold: await readHold(sql) };
  });
}

/** Time goes by: what DATA_DIR has to remember now. Null: the database lost its row, so it is another one now. */
export const tickInstance = (): Promise<Epoch | null> => tickEpoch(pool());
