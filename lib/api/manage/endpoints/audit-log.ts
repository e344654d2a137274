import { z } from "zod";
import { auditQuery } from "#lib/domain/audit/query.ts";
import type { AuditRecord } from "#lib/domain/audit/record.ts";
import { auditRecordBody, auditRecordExample, presentAuditRecord } from "../audit-record.ts";
import { endpoint } from "../endpoint.ts";

export const listAuditLog = endpoint({
  operationId: "listAuditLog",
  methods: ["GET"],
  path: "/v1/pages/{page_id}/audit-log",
  tag: "Audit log",
  summary: "Who did what, newest first",
  description:
    "Append-only and hash-chained: `npm run status -- history verify` recomputes the chain, `/api/public/v1/history-head.json` tells its head.",
  permission: "audit:read",
  query: auditQuery,
  status: 200,
  answer: z.array(auditRecordBody),
  present: (records: AuditRecord[]) => records.map(presentAuditRecord),
  example: { response: [auditRecordExample] },
});
