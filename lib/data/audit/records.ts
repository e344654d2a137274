import type { AuditFilter, AuditRecord } from "#lib/domain/audit/record.ts";
import { pool } from "../db.ts";
import { instant, millis, type Sql } from "../sql.ts";

type Window = { after?: string | undefined; limit: number };

/** `kind`, `id` or `kind:id`, as a condition over two columns. */
const names = (parameter: string, kind: string, id: string): string =>
  `(${parameter}::text is null or ${parameter} in (${kind}, ${id}, ${kind} || ':' || ${id}))`;

/** The page's audit records, newest first, behind the id `after`. */
export async function listRecords(
  pageId: string,
  { actor, action, object, since, until }: AuditFilter,
  { after, limit }: Window,
  sql: Sql = pool(),
): Promise<AuditRecord[]> {
  const { rows } = await sql.query(
    `select a.id::text as id, a.page_id as "pageId", a.actor_kind as "actorKind", a.actor_id as "actorId", a.action,
       a.object_kind as "objectKind", a.object_id as "objectId", a.before, a.after, ${millis("a.at")} as at,
       s.seq::text as seq, s.hash, ${millis("s.sealed_at")} as "sealedAt"
     from audit_log a left join audit_seals s on s.audit_id = a.id
     where a.page_id = $1 and ($2::bigint is null or a.id < $2) and ${names("$3", "a.actor_kind", "a.actor_id")}
       and ($4::text is null or a.action = $4 or starts_with(a.action, $4 || '.'))
       and ${names("$5", "a.object_kind", "a.object_id")}
       and ($6::float8 is null or a.at >= ${instant("$6")}) and ($7::float8 is null or a.at < ${instant("$7")})
     order by a.id desc limit $8`,
    [
      pageId,
      after ?? null,
      actor ?? null,
      action ?? null,
      object ?? null,
      since ?? null,
      until ?? null,
      limit,
    ],
  );
  return rows.map(({ seq, hash, sealedAt, ...record }) => ({
    ...record,
    seal: seq === null ? null : { seq, hash, sealedAt },
  }));
}
