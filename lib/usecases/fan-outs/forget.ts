import { pool } from "#lib/data/db.ts";
import { forgetDeliveries, forgetEvents } from "#lib/data/fan-outs/forget.ts";
import { settleFanOuts } from "./progress.ts";

/** What became of messages is kept so long; the counts of a fan-out stay for ever. */
export const DELIVERY_RETENTION_DAYS = 90;
const DAY_MS = 86_400_000;
const BATCH = 10_000;

/** Forgets deliveries with their tries, and events that were handled, after 90 days. Returns how many of both. */
export async function forgetOldDeliveries(
  now: number,
  { batch = BATCH }: { batch?: number } = {},
): Promise<number> {
  const before = now - DELIVERY_RETENTION_DAYS * DAY_MS;
  while ((await settleFanOuts(now)) > 0);
  let total = 0;
  for (let after = "0", isYoung = false; !isYoung; ) {
    const swept = await forgetDeliveries(pool(), before, after, batch);
    total += swept.deleted;
    after = swept.last ?? after;
    isYoung = swept.isYoung || swept.last === null;
  }
  for (let deleted = batch; deleted === batch; total += deleted)
    deleted = await forgetEvents(pool(), before, batch);
  return total;
}
