import { pool } from "#lib/data/db.ts";
import { readLog } from "#lib/data/delivery/desk/log.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { LoggedDelivery, LogQuery } from "#lib/domain/delivery/desk/log.ts";
import { holds } from "#lib/domain/people/permission.ts";

/** Most messages in one answer. */
export const MAX_LOGGED = 100;

/** What the other side says often repeats the address: it is told to whom the address is. */
const withoutWords = (one: LoggedDelivery): LoggedDelivery => {
  const { text: _, ...receipt } = one.receipt ?? {};
  return {
    ...one,
    receipt: one.receipt && receipt,
    tries: one.tries.map((attempt) => ({ ...attempt, text: null })),
  };
};

/**
 * Messages of one event, incident or recipient, with their receipts, the newest first. Addresses are told only to who may
 * see subscribers.
 */
export async function listDeliveries(
  { pageId, actor }: Scope<"page:read">,
  query: Omit<LogQuery, "limit"> & { limit?: number | undefined },
): Promise<LoggedDelivery[]> {
  const limit = Math.min(query.limit ?? MAX_LOGGED, MAX_LOGGED);
  const maySee = holds(actor, "subscribers:write");
  const found = await readLog(pool(), pageId, { ...query, limit }, maySee);
  return maySee ? found : found.map(withoutWords);
}
