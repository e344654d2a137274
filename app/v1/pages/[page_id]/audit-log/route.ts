import * as endpoints from "#lib/api/manage/endpoints/audit-log.ts";
import { auditFilter } from "#lib/domain/audit/query.ts";
import { listAudit } from "#lib/usecases/audit/list.ts";
import { route } from "#lib/web/route.ts";

export const GET = route(endpoints.listAuditLog, ({ scope, query }) =>
  listAudit(scope, auditFilter(query), { after: query.after, limit: query.limit }),
);
