import { z } from "zod";
import type { AuditRecord } from "#lib/domain/audit/record.ts";
import { instant, instantText } from "./instant.ts";

const thing = z.object({ kind: z.string(), id: z.string() });

export const auditRecordBody = z
  .object({
    id: z.string().meta({ description: "Grows; a cursor for `after`" }),
    at: instant,
    actor: thing.meta({ description: "`token`, `user`, `operator` (the command line) or `system`" }),
    action: z.string(),
    object: thing,
    before: z.unknown().meta({ description: "What changed, as it was; null where nothing was" }),
    after: z.unknown(),
    seal: z
      .object({ seq: z.number().int(), hash: z.string(), sealed_at: instant })
      .nullable()
      .meta({ description: "Its place in the chain; null for the first few seconds" }),
  })
  .meta({ id: "AuditRecord" });

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Fields are called as everywhere at the API; what they hold stays as it is. */
function fieldsOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [snakeCase(key), held]));
}

export const presentAuditRecord = (record: AuditRecord): z.infer<typeof auditRecordBody> => ({
  id: record.id,
  at: instantText(record.at),
  actor: { kind: record.actorKind, id: record.actorId },
  action: record.action,
  object: { kind: record.objectKind, id: record.objectId },
  before: fieldsOf(record.before),
  after: fieldsOf(record.after),
  seal: record.seal && {
    seq: Number(record.seal.seq),
    hash: record.seal.hash,
    sealed_at: instantText(record.seal.sealedAt),
  },
});

export const auditRecordExample: z.infer<typeof auditRecordBody> = {
  id: "4711",
  at: "2026-11-23T05:04:12.345Z",
  actor: { kind: "token", id: "t9s8r7q6p5n4" },
  action: "component.status",
  object: { kind: "component", id: "8kbf7d35c070" },
  before: { status: "operational" },
  after: { status: "partial_outage" },
  seal: {
    seq: 4711,
    hash: "3ece4f138ef0a813f19a6c98e76f425dfeaed13610c0e837909ef82b6e243dee",
    sealed_at: "2026-11-23T05:04:13.000Z",
  },
};
