import { pool } from "#lib/data/db.ts";
import { readLog } from "#lib/data/delivery/desk/log.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { LoggedDelivery, LogQuery } from "#lib/domain/delivery/desk/log.ts";
import { holds } from "#lib/domain/people/permission.ts";

/** Most messages in one answer. */
export const MAX_LOGGED = 100;

/**
 * Messages of one event, incident or recipient, with their receipts, the newest first. Addresses are told only to who may
 * see subscribers.
 */
export const listDeliveries = (
  { pageId, actor }: Scope<"page:read">,
  query: Omit<LogQuery, "limit"> & { limit?: number | undefined },
): Promise<LoggedDelivery[]> =>
  readLog(
    pool(),
    pageId,
    { ...query, limit: Math.min(query.limit ?? MAX_LOGGED, MAX_LOGGED) },
    holds(actor, "subscribers:write"),
  );
