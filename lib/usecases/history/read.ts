import { inTransaction } from "#lib/data/sql.ts";
import type { PublicEvent } from "#lib/domain/history/months.ts";
import { eventsOf } from "./events.ts";

/** A published incident, announcement or window that the snapshot does not hold any more; null when there is none. */
export async function readOldEvent(pageId: string, id: string): Promise<PublicEvent | null> {
  return await inTransaction(
    async (sql) => (await eventsOf(sql, pageId, [id]))[0] ?? null,
    "begin isolation level repeatable read read only",
  );
}
