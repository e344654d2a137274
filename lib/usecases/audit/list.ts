import { listRecords } from "#lib/data/audit/records.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { AuditFilter, AuditRecord } from "#lib/domain/audit/record.ts";
import { MAX_LIST_LIMIT } from "#lib/domain/input/list.ts";

/** Who did what on the page, newest first: at most `limit` records behind the one with the id `after`. */
export const listAudit = (
  scope: Scope<"audit:read">,
  filter: AuditFilter,
  window: { after?: string | undefined; limit?: number | undefined } = {},
): Promise<AuditRecord[]> =>
  listRecords(scope.pageId, filter, { after: window.after, limit: window.limit ?? MAX_LIST_LIMIT });
